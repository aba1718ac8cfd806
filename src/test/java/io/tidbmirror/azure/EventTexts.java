package io.tidbmirror.azure;

import java.util.UUID;

/** Events as Azure Event Grid writes them for a storage account, in both schemas. */
public final class EventTexts {
    private EventTexts() {}

    /** A blob is complete, in the Event Grid schema. */
    public static String created(String account, String url) {
        return created(account, url, "PutBlockList");
    }

    static String created(String account, String url, String api) {
        return """
                {"topic":"%s","subject":"/blobServices/default/containers/c/blobs/b",\
                "eventType":"Microsoft.Storage.BlobCreated","id":"%s","data":%s,\
                "dataVersion":"","metadataVersion":"1","eventTime":"2026-11-26T18:00:00.0000000Z"}""".formatted(topic(account), UUID.randomUUID(), data(url, api));
    }

    /** A blob is complete, as a CloudEvent. */
    public static String cloudEvent(String account, String url) {
        return """
                {"source":"%s","subject":"/blobServices/default/containers/c/blobs/b",\
                "type":"Microsoft.Storage.BlobCreated","id":"%s","specversion":"1.0",\
                "time":"2026-11-26T18:00:00.0000000Z","data":%s}""".formatted(topic(account), UUID.randomUUID(), data(url, "PutBlob"));
    }

    /** What Event Grid asks a new subscription in its own schema. */
    public static String handshake(String account, String code) {
        return """
                [{"id":"%s","topic":"%s","subject":"","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent",\
                "data":{"validationCode":"%s","validationUrl":"http://127.0.0.1:9/never"},\
                "eventTime":"2026-11-26T18:00:00.0000000Z","metadataVersion":"1","dataVersion":"1"}]""".formatted(UUID.randomUUID(), topic(account), code);
    }

    private static String topic(String account) {
        return "/subscriptions/5b0c6b1e-0000-4000-8000-000000000000/resourceGroups/mirror/providers/Microsoft.Storage/"
                + "storageAccounts/" + account;
    }

    private static String data(String url, String api) {
        return """
                {"api":"%s","clientRequestId":"x","requestId":"y","eTag":"0x8D4BCC2E4835CD0",\
                "contentType":"application/octet-stream","contentLength":524288,"blobType":"BlockBlob",\
                "url":"%s","sequencer":"00000000000004420000000000028963",\
                "storageDiagnostics":{"batchId":"b68529f3-68cd-4744-baa4-3c0498ec19f0"}}""".formatted(api, url);
    }
}
