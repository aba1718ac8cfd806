package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pods of one namespace, each a real process, on the API of a server in memory: two shards divide the tables, and the Lease of
 * a shard goes to the pod that stands by when its holder is killed.
 */
class KubernetesLeasesTest {
    private static final String NAMESPACE = "mirrors";
    private static final String SERVICE = "org.apache.camel.component.kubernetes.cluster.KubernetesClusterService";

    /** As docs/scale-out.md shows. */
    private static final Map<String, String> SHORT_TIMES = Map.of(
            "camel.beans.cluster", "#class:" + SERVICE,
            "camel.beans.cluster.leaseDurationMillis", "3000",
            "camel.beans.cluster.renewDeadlineMillis", "2000",
            "camel.beans.cluster.retryPeriodMillis", "500");

    /** Tells of every request, and must be held to be still. */
    private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

    @TempDir
    Path folder;

    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(Serialization.jsonMapper()),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesCrudDispatcher(),
            false);
    private NamespacedKubernetesClient kubernetes;
    private Instances instances;

    @BeforeEach
    void start() throws IOException {
        REQUESTS.setLevel(Level.WARNING);
        server.init(InetAddress.getLoopbackAddress(), 0);
        kubernetes = server.createClient();
        instances = new Instances(folder);
    }

    @AfterEach
    void end() {
        instances.close();
        kubernetes.close();
        server.destroy();
    }

    @Test
    void aKilledHolderIsReplacedAndShardsHaveLeasesOfTheirOwn() throws Exception {
        Process holder = pod("mirror-a", 0, SHORT_TIMES);
        pod("other-shard", 1, Map.of());
        instances.awaitLanded();
        pod("mirror-b", 0, SHORT_TIMES);
        instances.awaitLog("mirror-b", "stands by");
        instances.commit();
        instances.awaitLanded();
        assertThat(holderOf(0)).isEqualTo("mirror-a");
        assertThat(holderOf(1)).isEqualTo("other-shard");
        assertThat(instances.landedBy("mirror-b")).isEmpty();

        holder.destroyForcibly().waitFor();
        ready("mirror-a", "False");
        instances.commit();
        instances.awaitLanded();

        assertThat(holderOf(0)).isEqualTo("mirror-b");
        assertThat(instances.landedBy("mirror-b")).isNotEmpty().isEqualTo(instances.landedBy("mirror-a"));
        Set<String> all = new HashSet<>(instances.landedBy("mirror-a"));
        assertThat(all).doesNotContainAnyElementsOf(instances.landedBy("other-shard"));
        all.addAll(instances.landedBy("other-shard"));
        assertThat(all).hasSize(Instances.TABLES);
    }

    private String holderOf(int shard) {
        return kubernetes
                .leases()
                .inNamespace(NAMESPACE)
                .withName("leaders-tidb-mirror-" + shard)
                .get()
                .getSpec()
                .getHolderIdentity();
    }

    private Process pod(String name, int shard, Map<String, String> service) throws IOException {
        ready(name, "True");
        Map<String, String> settings = new LinkedHashMap<>(service);
        settings.put("mirror.master", "kubernetes");
        settings.put("mirror.shard.count", "2");
        settings.put("mirror.shard.index", Integer.toString(shard));
        List<String> jvm = List.of(
                "-Dkubernetes.master=http://127.0.0.1:" + server.getPort() + "/",
                "-Dkubernetes.namespace=" + NAMESPACE,
                "-Dkubernetes.auth.tryKubeConfig=false",
                "-Dkubernetes.auth.tryServiceAccount=false");
        return instances.start(name, Map.of("HOSTNAME", name), jvm, settings);
    }

    /** What the kubelet would write: Camel takes a Lease from a pod that is not running and ready any more. */
    private void ready(String name, String status) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus(status)
                .endCondition()
                .endStatus()
                .build();
        kubernetes.pods().inNamespace(NAMESPACE).resource(pod).createOr(known -> known.update());
    }
}
