package io.tidbmirror.azure;

/** Starts Azurite and prints its process id. */
final class AzuriteProcess {
    private AzuriteProcess() {}

    public static void main(String[] args) {
        Azurite.shared().blobEndpoint();
        System.out.println(
                ProcessHandle.current().children().findFirst().orElseThrow().pid());
    }
}
