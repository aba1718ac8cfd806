package io.tidbmirror.emulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** The entries of a folder, page by page; a page continues behind the name that the one before ended with. */
final class Listing {
    private static final JsonFactory JSON = new JsonFactory();

    private final DiskTree tree;
    private final int pageSize;

    Listing(DiskTree tree, int pageSize) {
        this.tree = tree;
        this.pageSize = pageSize;
    }

    DfsReply reply(DfsRequest request) throws IOException, DfsRefusal {
        String directory = request.query().getOrDefault("directory", "").replaceAll("^/+|/+$", "");
        String place = request.workspace() + (directory.isEmpty() ? "" : "/" + directory);
        Node folder = tree.find(tree.place(place));
        if (folder == null || !folder.folder()) {
            throw new DfsRefusal(404, "PathNotFound", "There is no folder " + directory);
        }
        boolean recursive = "true".equals(request.query().get("recursive"));
        List<Node> all = tree.list(folder.path(), recursive);
        int from = start(all, request);
        int to = Math.min(all.size(), from + pageSize(request));
        DfsReply reply =
                DfsReply.text(200, "application/json;charset=utf-8", json(all.subList(from, to), request.workspace()));
        return to == all.size()
                ? reply
                : reply.with("x-ms-continuation", tree.name(all.get(to - 1), request.workspace()));
    }

    private int pageSize(DfsRequest request) {
        String most = request.query().getOrDefault("maxResults", "");
        return most.matches("[1-9][0-9]{0,8}") ? Math.min(pageSize, Integer.parseInt(most)) : pageSize;
    }

    /** What was there at the last page may be gone: the next page begins at the first greater name. */
    private int start(List<Node> all, DfsRequest request) {
        String after = request.query().getOrDefault("continuation", "");
        int from = 0;
        while (from < all.size()
                && !after.isEmpty()
                && byPath(tree.name(all.get(from), request.workspace())).compareTo(byPath(after)) <= 0) {
            from++;
        }
        return from;
    }

    /** In the order of the listing, where a folder's entries follow it at once. */
    private static String byPath(String name) {
        return name.replace('/', '\0');
    }

    private String json(List<Node> nodes, String workspace) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("paths");
            for (Node node : nodes) {
                json.writeStartObject();
                json.writeStringField("name", tree.name(node, workspace));
                if (node.folder()) {
                    json.writeStringField("isDirectory", "true");
                }
                json.writeStringField("contentLength", Long.toString(node.size()));
                json.writeStringField("etag", node.etag().replace("\"", ""));
                json.writeStringField("lastModified", node.date());
                json.writeStringField("owner", "$superuser");
                json.writeStringField("group", "$superuser");
                json.writeStringField("permissions", node.folder() ? "rwxr-x---" : "rw-r-----");
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }
}
