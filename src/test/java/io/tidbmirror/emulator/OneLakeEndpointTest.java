package io.tidbmirror.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.emulator.OneLakeEndpoint.Options;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spoken to in plain HTTP: what the Azure SDK sends is proved by the adapter's tests. */
class OneLakeEndpointTest {
    private static final String ZONE = "shop/db.MountedRelationalDatabase/Files/LandingZone";
    private static final String GUID = "11111111-2222-3333-4444-555555555555";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private OneLakeEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = OneLakeEndpoint.start(Options.of(0, folder));
        endpoint.createDatabase("shop", "db.MountedRelationalDatabase");
    }

    @AfterEach
    void stop() throws IOException {
        endpoint.close();
    }

    private HttpResponse<String> call(String method, String path, String... headers) throws Exception {
        return send(method, path, "", headers);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + endpoint.port() + "/onelake/" + path))
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String code(HttpResponse<?> response) {
        return response.statusCode() + " "
                + response.headers().firstValue("x-ms-error-code").orElse("");
    }

    private void write(String path, String text) throws Exception {
        call("PUT", path + "?resource=file");
        send("PATCH", path + "?action=append&position=0", text);
        call("PATCH", path + "?action=flush&position=" + text.length());
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,    shop?resource=filesystem,                     400 OperationNotAllowedOnThePath",
        "PUT,    shop?restype=container,                       400 OperationNotAllowedOnThePath",
        "GET,    shop?restype=container,                       400 OperationNotAllowedOnThePath",
        "DELETE, shop,                                         400 OperationNotAllowedOnThePath",
        "GET,    '',                                           400 OperationNotAllowedOnThePath",
        "PUT,    shop/db.MountedRelationalDatabase?resource=directory, 400 OperationNotAllowedOnThePath",
        "DELETE, shop/db.MountedRelationalDatabase,            400 OperationNotAllowedOnThePath",
        "DELETE, shop/db.MountedRelationalDatabase/Files?recursive=true, 400 OperationNotAllowedOnThePath",
        "PUT,    shop/db.MountedRelationalDatabase/New?resource=directory, 400 OperationNotAllowedOnThePath",
        "PUT,    shop/db.MountedRelationalDatabase/New/a?resource=file, 400 OperationNotAllowedOnThePath",
        "PUT,    shop/other.Lakehouse/Files/a?resource=file,   404 ArtifactNotFound",
        "PUT,    other/db.MountedRelationalDatabase/Files/a?resource=file, 404 WorkspaceNotFound",
        "PUT,    shop/db.MountedRelationalDatabase/Files/../../x?resource=file, 400 InvalidUri",
        "POST,   shop/db.MountedRelationalDatabase/Files/a,    400 UnsupportedOperation",
        "PUT,    shop/11111111-2222-3333-4444-555555555555/Files/a?resource=file, 400 InvalidUri"
    })
    void whatFabricManagesIsRefused(String method, String path, String answer) throws Exception {
        assertThat(code(call(method, path))).isEqualTo(answer);
    }

    @Test
    void workspacesAnswerToHead() throws Exception {
        assertThat(call("HEAD", "shop").statusCode()).isEqualTo(200);
        assertThat(code(call("HEAD", "other"))).isEqualTo("404 WorkspaceNotFound");
        assertThat(call("HEAD", "").statusCode()).isEqualTo(200);
    }

    @Test
    void guidsAddressWorkspaceAndItemTogether() throws Exception {
        endpoint.createDatabase(GUID, GUID);
        assertThat(call("PUT", GUID + "/" + GUID + "/Files/a?resource=file").statusCode())
                .isEqualTo(201);
    }

    @Test
    void conditionsOfChangesAreHonoured() throws Exception {
        String path = ZONE + "/a";
        assertThat(call("PUT", path + "?resource=file", "If-None-Match", "*").statusCode())
                .isEqualTo(201);
        assertThat(code(call("PUT", path + "?resource=file", "If-None-Match", "*")))
                .isEqualTo("409 PathAlreadyExists");
        String old = call("HEAD", path).headers().firstValue("ETag").orElseThrow();
        write(path, "rows");
        String etag = call("HEAD", path).headers().firstValue("ETag").orElseThrow();
        assertThat(etag).isNotEqualTo(old);
        assertThat(code(call("PUT", path + "?resource=file", "If-Match", old))).isEqualTo("412 ConditionNotMet");
        assertThat(code(call("DELETE", path, "If-Match", old))).isEqualTo("412 ConditionNotMet");
        assertThat(call("GET", path).body()).isEqualTo("rows");
        assertThat(call("DELETE", path, "If-Match", etag).statusCode()).isEqualTo(200);
        assertThat(code(call("PUT", path + "?resource=file", "If-Match", etag))).isEqualTo("412 ConditionNotMet");
    }

    @Test
    void aRenameConsumesItsSourceAndReplacesUnlessItIsToldNotTo() throws Exception {
        write(ZONE + "/a", "one");
        write(ZONE + "/b", "two");
        String[] clobber = {"x-ms-rename-source", "/" + ZONE + "/a"};
        String[] careful = {"x-ms-rename-source", "/" + ZONE + "/a", "If-None-Match", "*"};

        assertThat(code(call("PUT", ZONE + "/b?mode=legacy", careful))).isEqualTo("409 PathAlreadyExists");
        assertThat(call("GET", ZONE + "/b").body()).isEqualTo("two");
        assertThat(call("PUT", ZONE + "/b?mode=legacy", clobber).statusCode()).isEqualTo(201);
        assertThat(call("GET", ZONE + "/b").body()).isEqualTo("one");
        assertThat(code(call("HEAD", ZONE + "/a"))).isEqualTo("404 BlobNotFound");
        assertThat(code(call("PUT", ZONE + "/c?mode=legacy", careful))).isEqualTo("404 SourcePathNotFound");
        write(ZONE + "/a", "three");
        assertThat(code(call("PUT", ZONE + "/no/c?mode=legacy", careful)))
                .isEqualTo("404 RenameDestinationParentPathNotFound");
    }

    @Test
    void blocksMayArriveInAnyOrderAndTwiceButNotWithAGap() throws Exception {
        String path = ZONE + "/a";
        call("PUT", path + "?resource=file");
        send("PATCH", path + "?action=append&position=4", "more");
        assertThat(code(call("PATCH", path + "?action=flush&position=8"))).isEqualTo("400 InvalidFlushPosition");
        send("PATCH", path + "?action=append&position=0", "rows");
        send("PATCH", path + "?action=append&position=4", "more");
        assertThat(call("GET", path).body()).as("before the flush").isEmpty();
        assertThat(call("PATCH", path + "?action=flush&position=8").statusCode())
                .isEqualTo(200);
        assertThat(call("PATCH", path + "?action=flush&position=8").statusCode())
                .isEqualTo(200);
        assertThat(call("GET", path).body()).isEqualTo("rowsmore");
        assertThat(call("GET", path, "Range", "bytes=2-5").body()).isEqualTo("wsmo");
        assertThat(code(call("GET", path, "x-ms-range", "bytes=8-9"))).isEqualTo("416 InvalidRange");
    }

    @Test
    void whatIsFlushedSurvivesARestartAndIsAPlainFile() throws Exception {
        write(ZONE + "/t/a", "rows");
        String file = etag(ZONE + "/t/a");
        String directory = etag(ZONE + "/t");
        endpoint.close();
        endpoint = OneLakeEndpoint.start(Options.of(0, folder));

        assertThat(folder.resolve(ZONE).resolve("t/a")).hasContent("rows");
        assertThat(call("GET", ZONE + "/t/a").body()).isEqualTo("rows");
        assertThat(etag(ZONE + "/t/a")).isEqualTo(file);
        assertThat(etag(ZONE + "/t")).isEqualTo(directory);
    }

    private String etag(String path) throws Exception {
        return call("HEAD", path).headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void aFolderThatIsMadeAgainIsAnotherOne() throws Exception {
        call("PUT", ZONE + "/t?resource=directory");
        String first = etag(ZONE + "/t");
        write(ZONE + "/t/a", "rows");
        assertThat(etag(ZONE + "/t")).as("with a new entry").isEqualTo(first);
        assertThat(code(call("DELETE", ZONE + "/t"))).isEqualTo("409 DirectoryNotEmpty");
        assertThat(call("DELETE", ZONE + "/t?recursive=true").statusCode()).isEqualTo(200);
        call("PUT", ZONE + "/t?resource=directory");
        assertThat(etag(ZONE + "/t")).isNotEqualTo(first);
    }

    @Test
    void aListingHoldsFoldersAndFilesAndNothingOfTheEndpointsOwn() throws Exception {
        write(ZONE + "/t/a", "rows");
        etag(ZONE + "/t");
        String listed = call("GET", "shop?resource=filesystem&recursive=true&directory=" + ZONE.substring(5))
                .body();
        assertThat(listed)
                .contains("\"name\":\"" + ZONE.substring(5) + "/t\",\"isDirectory\":\"true\"")
                .contains("\"name\":\"" + ZONE.substring(5) + "/t/a\",\"contentLength\":\"4\"")
                .doesNotContain("_emulator.id");
        assertThat(code(call("GET", "shop?resource=filesystem&recursive=false&directory=no")))
                .isEqualTo("404 PathNotFound");
    }

    @Test
    void pagesOfAListingLeaveNothingOut() throws Exception {
        write(ZONE + "/t/a", "rows");
        write(ZONE + "/t-b", "rows");
        String query = "shop?resource=filesystem&recursive=true&maxResults=1&directory=" + ZONE.substring(5);
        List<String> names = new ArrayList<>();
        String next = "";
        do {
            HttpResponse<String> page = call("GET", query + "&continuation=" + next);
            names.add(page.body().replaceAll(".*LandingZone/([^\"]*)\".*", "$1"));
            next = page.headers().firstValue("x-ms-continuation").orElse("");
        } while (!next.isEmpty());

        assertThat(names).containsExactly("t", "t/a", "t-b");
    }

    @Test
    void oneFolderBelongsToOneEndpoint() {
        assertThatThrownBy(() -> OneLakeEndpoint.start(Options.of(0, folder))).hasMessageContaining("in use");
    }

    @Test
    void aPortThatIsTakenIsNamed(@TempDir Path other) {
        assertThatThrownBy(() -> OneLakeEndpoint.start(Options.of(endpoint.port(), other)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + endpoint.port());
        assertThat(Files.exists(other)).isTrue();
    }
}
