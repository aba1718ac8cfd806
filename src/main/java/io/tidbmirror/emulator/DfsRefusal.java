package io.tidbmirror.emulator;

/** A request that is refused, with the status and error code of Azure Storage. */
final class DfsRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    DfsRefusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static DfsRefusal notAllowed(String path) {
        return new DfsRefusal(
                400,
                "OperationNotAllowedOnThePath",
                "Fabric manages workspaces, items and their first-level folders: /" + path);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** As the DFS API answers. */
    String json() {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + quoted() + "\"}}";
    }

    /** As the Blob API answers. */
    String xml() {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code + "</Code><Message>"
                + String.valueOf(getMessage()).replace("&", "&amp;").replace("<", "&lt;") + "</Message></Error>";
    }

    private String quoted() {
        return String.valueOf(getMessage()).replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
