package io.tidbmirror.emulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What Fabric manages and storage calls may not touch (open-mirroring.md section 10): workspaces, items and the first-level
 * folders of items are made in Fabric only; below these everything is allowed.
 */
final class ManagedFolders {
    /** Item, first-level folder, and what is asked for. */
    private static final int LEAST_SEGMENTS = 3;

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final DiskTree tree;

    ManagedFolders(DiskTree tree) {
        this.tree = tree;
    }

    /** The workspace, the item and their names are as OneLake wants them. */
    void checkExist(String workspace, String path) throws DfsRefusal {
        Path folder = tree.place(workspace);
        if (!Files.isDirectory(folder)) {
            throw new DfsRefusal(404, "WorkspaceNotFound", "There is no workspace " + workspace + ".");
        }
        if (path.isEmpty()) {
            return;
        }
        String item = path.split("/", 2)[0];
        if (GUID.matcher(workspace).matches() != GUID.matcher(item).matches()) {
            throw new DfsRefusal(
                    400, "InvalidUri", "Workspace and item are addressed by names, or both by GUIDs: " + path);
        }
        if (!Files.isDirectory(tree.place(workspace + "/" + item))) {
            throw new DfsRefusal(404, "ArtifactNotFound", "There is no item " + item + " in " + workspace + ".");
        }
    }

    /** A path may be created, changed, renamed or deleted. */
    void checkChange(String workspace, String path) throws DfsRefusal {
        String[] segments = path.split("/", LEAST_SEGMENTS);
        boolean managed = segments.length < LEAST_SEGMENTS
                || !Files.isDirectory(tree.place(workspace + "/" + segments[0] + "/" + segments[1]));
        if (managed) {
            throw DfsRefusal.notAllowed(workspace + "/" + path);
        }
    }
}
