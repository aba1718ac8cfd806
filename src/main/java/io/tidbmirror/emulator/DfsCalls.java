package io.tidbmirror.emulator;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of the DFS API, and those of the Blob API that the DFS clients of the Azure SDK make, on a folder. */
final class DfsCalls {
    private final DiskTree tree;
    private final ManagedFolders managed;
    private final Listing listing;

    /**
     * Calls on a folder.
     *
     * @param pageSize most entries of one page of a listing
     */
    DfsCalls(DiskTree tree, int pageSize) {
        this.tree = tree;
        this.managed = new ManagedFolders(tree);
        this.listing = new Listing(tree, pageSize);
    }

    /** Does what is asked for, as one step. */
    DfsReply answer(DfsRequest request) throws IOException, DfsRefusal {
        if (!request.account().equals(OneLakeEndpoint.ACCOUNT)) {
            throw new DfsRefusal(404, "ResourceNotFound", "The account of OneLake is always onelake.");
        }
        if (request.workspace().isEmpty()) {
            return head(request);
        }
        managed.checkExist(request.workspace(), request.path());
        if (request.path().isEmpty() && request.call() != DfsRequest.Call.LIST) {
            return head(request);
        }
        synchronized (tree) {
            return switch (request.call()) {
                case CREATE_FILE, CREATE_FOLDER -> create(request);
                case APPEND, FLUSH -> write(request);
                case RENAME -> rename(request);
                case PROPERTIES -> properties(request);
                case READ -> new Reading(found(request)).reply(request);
                case LIST -> listing.reply(request);
                case DELETE -> delete(request);
                case OTHER ->
                    throw new DfsRefusal(400, "UnsupportedOperation", "Not a call of this endpoint: " + request);
            };
        }
    }

    /** Accounts and workspaces answer to HEAD only. */
    private static DfsReply head(DfsRequest request) throws DfsRefusal {
        if (!request.method().equals("HEAD")) {
            throw DfsRefusal.notAllowed(request.workspace());
        }
        return DfsReply.of(200);
    }

    private Path place(DfsRequest request) throws DfsRefusal {
        return tree.place(request.workspace() + "/" + request.path());
    }

    private Node found(DfsRequest request) throws IOException, DfsRefusal {
        Node node = tree.find(place(request));
        if (node == null) {
            boolean blob = request.call() == DfsRequest.Call.READ || request.call() == DfsRequest.Call.PROPERTIES;
            throw new DfsRefusal(404, blob ? "BlobNotFound" : "PathNotFound", "There is nothing at " + request.path());
        }
        return node;
    }

    private DfsReply create(DfsRequest request) throws IOException, DfsRefusal {
        managed.checkChange(request.workspace(), request.path());
        if (request.body().length > 0) {
            throw new DfsRefusal(400, "ContentLengthMustBeZero", "A path is created without content.");
        }
        Path path = place(request);
        Node old = tree.find(path);
        Conditions.checkChange(request, old);
        boolean folder = request.call() == DfsRequest.Call.CREATE_FOLDER;
        if (old != null && old.folder() != folder) {
            throw new DfsRefusal(409, "ResourceTypeMismatch", "A path is a file or a folder, and stays it.");
        }
        if (folder) {
            tree.createFolder(path);
        } else {
            tree.createFile(path);
        }
        return described(201, tree.find(path));
    }

    private DfsReply write(DfsRequest request) throws IOException, DfsRefusal {
        managed.checkChange(request.workspace(), request.path());
        Node file = found(request);
        if (file.folder()) {
            throw new DfsRefusal(409, "ResourceTypeMismatch", "A folder has no content.");
        }
        Conditions.checkChange(request, file);
        long position = position(request);
        boolean append = request.call() == DfsRequest.Call.APPEND;
        long end = append ? position + request.body().length : position;
        if (append) {
            tree.append(file, position, request.body());
        }
        if ((!append || "true".equals(request.query().get("flush"))) && !tree.flush(file, end)) {
            throw new DfsRefusal(400, "InvalidFlushPosition", "There is a gap before the position.");
        }
        return described(append ? 202 : 200, tree.find(file.path()));
    }

    private static long position(DfsRequest request) throws DfsRefusal {
        try {
            return Long.parseUnsignedLong(request.query().getOrDefault("position", ""));
        } catch (NumberFormatException e) {
            throw new DfsRefusal(400, "InvalidQueryParameterValue", "position is no number");
        }
    }

    private DfsReply rename(DfsRequest request) throws IOException, DfsRefusal {
        String from = source(request);
        String workspace = from.split("/", 2)[0];
        String below = from.substring(Math.min(from.length(), workspace.length() + 1));
        managed.checkExist(workspace, below);
        managed.checkChange(workspace, below);
        managed.checkChange(request.workspace(), request.path());
        Node source = tree.find(tree.place(from));
        if (source == null) {
            throw new DfsRefusal(404, "SourcePathNotFound", "The source path for a rename operation does not exist.");
        }
        Conditions.checkSource(request, source);
        Path path = place(request);
        Path parent = path.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new DfsRefusal(
                    404, "RenameDestinationParentPathNotFound", "The parent of the destination does not exist.");
        }
        Node target = tree.find(path);
        Conditions.checkChange(request, target);
        if (target != null && (target.folder() || source.folder())) {
            throw new DfsRefusal(409, "PathAlreadyExists", "Folders are neither replaced nor replace anything.");
        }
        tree.rename(source.path(), path);
        return described(201, tree.find(path));
    }

    /** {@code /<workspace>/<path>}, with every slash of the path encoded. */
    private static String source(DfsRequest request) {
        String given = String.valueOf(request.header("x-ms-rename-source"));
        int query = given.indexOf('?');
        String path = query < 0 ? given : given.substring(0, query);
        return decoded(path).replaceAll("^/+|/+$", "");
    }

    static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private DfsReply properties(DfsRequest request) throws IOException, DfsRefusal {
        Node node = found(request);
        if (!Conditions.isWanted(request, node)) {
            return DfsReply.of(304);
        }
        return Reading.described(DfsReply.of(200), node).with("Content-Length", Long.toString(node.size()));
    }

    private DfsReply delete(DfsRequest request) throws IOException, DfsRefusal {
        managed.checkChange(request.workspace(), request.path());
        Node node = found(request);
        Conditions.checkChange(request, node);
        List<Node> inside = tree.list(node.path(), false);
        if (node.folder() && !inside.isEmpty() && !"true".equals(request.query().get("recursive"))) {
            throw new DfsRefusal(409, "DirectoryNotEmpty", "The recursive query parameter must be true.");
        }
        tree.delete(node.path());
        return DfsReply.of(200);
    }

    private static DfsReply described(int status, @Nullable Node node) {
        DfsReply reply = DfsReply.of(status).with("x-ms-request-server-encrypted", "true");
        return node == null ? reply : reply.with("ETag", node.etag()).with("Last-Modified", node.date());
    }
}
