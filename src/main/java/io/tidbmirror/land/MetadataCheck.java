package io.tidbmirror.land;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.land.format.LandingFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares a {@code _metadata.json} that is there with the one the mirror writes, field by field: every field of it changes how
 * Fabric reads the files (open-mirroring.md section 2), and so may one that the mirror does not write.
 */
final class MetadataCheck {
    private static final String KEY = "keyColumns";
    private static final String COLUMNS = "SchemaDefinition";

    /** Besides key and columns, metadata are the same for every table. */
    private static final TableSchema ANY_TABLE = new TableSchema(
            new TableId("any", "table"),
            0,
            List.of(new Column("key", ColumnType.of(MySqlType.BIGINT), ValueType.of(ValueKind.INT64), false)),
            List.of(0));

    /** Of a field that stands there twice, nobody knows which one Fabric takes. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private MetadataCheck() {}

    /**
     * Reads metadata.
     *
     * @throws JsonProcessingException if it is not exactly one JSON value
     */
    static JsonNode read(byte[] metadata) throws IOException {
        return JSON.readTree(metadata);
    }

    /**
     * What is wrong with the metadata of a table that is landed, each for people. Columns are left out: they are compared with
     * those of the files.
     *
     * @param key as HEAD has it; empty if it does not tell
     */
    static List<String> findings(byte[] metadata, List<String> key, LandingFormat format) throws IOException {
        JsonNode found;
        try {
            found = read(metadata);
        } catch (JsonProcessingException e) {
            return List.of("it is no JSON, or declares something twice");
        }
        List<String> findings = new ArrayList<>();
        JsonNode keys = found.path(KEY);
        List<String> declared = new ArrayList<>();
        keys.forEach(name -> declared.add(name.asText()));
        if (!keys.isArray() || !(key.isEmpty() || declared.equals(key))) {
            findings.add("it declares the key " + keys + " and HEAD says " + key);
        }
        findings.addAll(differences(found, read(format.metadata(ANY_TABLE)), Set.of(KEY, COLUMNS)));
        return findings;
    }

    /**
     * What differs, each for people; empty if nothing does.
     *
     * @param elsewhere fields that are not compared here, where both may have them
     */
    static List<String> differences(JsonNode found, JsonNode wanted, Set<String> elsewhere) {
        Set<String> fields = new LinkedHashSet<>();
        wanted.fieldNames().forEachRemaining(fields::add);
        found.fieldNames().forEachRemaining(fields::add);
        List<String> differences = new ArrayList<>();
        for (String field : fields) {
            boolean compared = !(elsewhere.contains(field) && wanted.has(field));
            if (compared && !found.path(field).equals(wanted.path(field))) {
                differences.add(difference(field, found.path(field), wanted.path(field)));
            }
        }
        return differences;
    }

    private static String difference(String field, JsonNode found, JsonNode wanted) {
        if (wanted.isMissingNode()) {
            return "it declares " + field + " " + found + ", which the mirror does not write";
        }
        String declared = found.isMissingNode() ? "no " + field : field + " " + found;
        return "it declares " + declared + " and the mirror writes " + wanted;
    }
}
