package io.tidbmirror.feed;

import io.tidbmirror.change.LandAs;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What decides, beside its schema files, with which columns and key a table lands.
 *
 * @param zeroDate policy that decides the landed type of dates
 * @param timeZone of the TiCDC server, in which it writes TIMESTAMP values
 * @param keyColumns key columns of tables whose key TiCDC does not tell; empty if none are set
 * @param landAs landed types chosen for columns of a table, by name in lower case
 * @param fixedColumns whether landing files declare their columns once, so that other ones need another landing folder
 * @param deletesHoldHandle whether deletes hold the columns of TiCDC's handle only, which then has to be the key
 */
public record SchemaRules(
        ZeroDate zeroDate,
        ZoneId timeZone,
        Function<TableId, List<String>> keyColumns,
        Function<TableId, Map<String, LandAs>> landAs,
        boolean fixedColumns,
        boolean deletesHoldHandle) {}
