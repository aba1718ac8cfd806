package io.tidbmirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.v1.IntegrationSpec;
import org.apache.camel.v1.integrationspec.traits.Health;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files below deploy/ are of their schemas, agree with each other and with the image, and configure a mirror that starts. */
class ManifestsTest {
    private static final Path DEPLOY = Path.of("deploy");
    private static final Path KUBERNETES = DEPLOY.resolve("kubernetes");
    private static final Path INTEGRATION = DEPLOY.resolve("camel-k/integration.yaml");
    private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/name", "tidb-mirror");
    private static final int MANAGEMENT = 9876;

    private static final Map<String, Class<?>> KINDS = Map.of(
            "rbac.authorization.k8s.io/v1/Role", Role.class,
            "rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class,
            "v1/ConfigMap", ConfigMap.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/Deployment", Deployment.class,
            "apps/v1/StatefulSet", StatefulSet.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

    /** Refuses what the models do not know; by themselves they keep it. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    static List<Path> manifests() throws IOException {
        return files(file -> !file.endsWith("kustomization.yaml"));
    }

    static List<Path> kustomizations() throws IOException {
        return files(file -> file.endsWith("kustomization.yaml"));
    }

    static List<Path> configurations() throws IOException {
        return files(file -> file.endsWith("config.yaml"));
    }

    static List<Path> workloads() throws IOException {
        return files(file -> file.endsWith("deployment.yaml") || file.endsWith("stateful-set.yaml"));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everyManifestIsOfItsSchema(Path file) throws IOException {
        read(file);
    }

    @Test
    void aMistypedFieldIsNotOfItsSchema() {
        Map<String, Object> mistyped = Map.of("spec", Map.of("replics", 1));

        assertThatThrownBy(() -> STRICT.convertValue(mistyped, Deployment.class))
                .hasMessageContaining("replics");
        assertThatThrownBy(() -> STRICT.convertValue(mistyped.get("spec"), IntegrationSpec.class))
                .hasMessageContaining("replics");
    }

    @Test
    void theIntegrationIsOfTheSchemaOfCamelK() throws IOException {
        assertThat(Yaml.read(INTEGRATION)).containsEntry("apiVersion", "camel.apache.org/v1");
        integration();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyKustomizationNamesEachFileOfItsFolder(Path file) throws IOException {
        Map<String, Object> kustomization = Yaml.read(file);
        List<String> named = new ArrayList<>();
        Yaml.list(kustomization.get("resources")).forEach(name -> named.add(String.valueOf(name)));
        Yaml.list(kustomization.get("patches"))
                .forEach(patch -> named.add(String.valueOf(Yaml.map(patch).get("path"))));

        assertThat(named)
                .allSatisfy(name -> assertThat(file.resolveSibling(name)).exists());
        try (Stream<Path> siblings = Files.list(file.getParent())) {
            assertThat(siblings.map(path -> path.getFileName().toString()))
                    .allMatch(name -> name.equals("kustomization.yaml") || named.contains(name));
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void everyConfigurationStarts(Path file) throws IOException {
        Map<String, String> data = new HashMap<>(((ConfigMap) read(file)).getData());
        data.put("CAMEL_MANAGEMENT_HOST", "0.0.0.0");
        data.put("EVENT_GRID_SECRET", "of the Secret tidb-mirror");

        Variables.assertStart(data);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void everyPodIsLockedDownAndProbedWhereHealthIsServed(Path file) throws IOException {
        PodTemplateSpec pod = pod(file);
        Container container = pod.getSpec().getContainers().get(0);

        assertThat(container.getImage()).isEqualTo(image());
        assertThat(pod.getMetadata().getLabels())
                .containsAllEntriesOf(LABELS)
                .containsKey("azure.workload.identity/use");
        assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSpec().getSecurityContext().getRunAsUser() + ":"
                        + pod.getSpec().getSecurityContext().getRunAsGroup())
                .isEqualTo(Dockerfile.read(Path.of("Dockerfile")).only("USER").rest());
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/tmp"));
        assertThat(container.getPorts().get(0).getContainerPort()).isEqualTo(MANAGEMENT);
        assertProbe(container.getStartupProbe(), "/observe/health/live");
        assertProbe(container.getLivenessProbe(), "/observe/health/live");
        assertProbe(container.getReadinessProbe(), "/observe/health/ready");
        Variables.assertKnown(
                container.getEnv().stream().map(variable -> variable.getName()).collect(Collectors.toSet()));
    }

    @Test
    void theIntegrationIsTheSameImageWithTheSameProbes() throws IOException {
        IntegrationSpec integration = integration();
        Health health = integration.getTraits().getHealth();

        assertThat(integration.getTraits().getContainer().getImage()).isEqualTo(image());
        assertThat(integration.getTraits().getContainer().getPort()).isEqualTo(MANAGEMENT);
        assertThat(health.getLivenessProbe()).isEqualTo("/observe/health/live");
        assertThat(health.getReadinessProbe()).isEqualTo("/observe/health/ready");
        Container other = pod(KUBERNETES.resolve("single/deployment.yaml"))
                .getSpec()
                .getContainers()
                .get(0);
        assertThat(List.of(health.getLivenessPeriod(), health.getLivenessTimeout()))
                .isEqualTo(times(other.getLivenessProbe()));
        assertThat(List.of(health.getReadinessPeriod(), health.getReadinessTimeout()))
                .isEqualTo(times(other.getReadinessProbe()));
        assertThat(health.getStartupPeriod() * health.getStartupFailureThreshold())
                .isEqualTo(other.getStartupProbe().getPeriodSeconds()
                        * other.getStartupProbe().getFailureThreshold());
        assertThat(integration.getTraits().getEnvironment().getVars())
                .allSatisfy(pair -> Variables.assertKnown(Set.of(pair.substring(0, pair.indexOf('=')))));
    }

    /** Camel K gives labels of the integration to its pod only where the trait says so. */
    @Test
    void thePodOfTheIntegrationHasTheLabelsOfTheOthers() throws IOException {
        Map<String, Object> labels = Yaml.map(Yaml.read(INTEGRATION), "metadata", "labels");

        assertThat(labels).containsAllEntriesOf(LABELS).containsEntry("azure.workload.identity/use", "true");
        assertThat(integration().getTraits().getOwner().getTargetLabels()).containsAll(labels.keySet());
    }

    @Test
    void whatSelectsPodsSelectsThese() throws IOException {
        for (Path file : manifests()) {
            Map<String, Object> spec = Yaml.map(Yaml.read(file), "spec");
            Object selector = spec.containsKey("podSelector") ? spec.get("podSelector") : spec.get("selector");
            if (selector != null) {
                Map<String, Object> labels = Yaml.map(selector);
                assertThat(labels.containsKey("matchLabels") ? labels.get("matchLabels") : labels)
                        .as(file.toString())
                        .isEqualTo(LABELS);
            }
        }
    }

    private static void assertProbe(Probe probe, String path) throws IOException {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
        assertThat(Files.readString(Path.of("docs/operations.md")))
                .contains("`" + path + "`", "127.0.0.1:" + MANAGEMENT);
    }

    private static List<Integer> times(Probe probe) {
        return List.of(probe.getPeriodSeconds(), probe.getTimeoutSeconds());
    }

    private static PodTemplateSpec pod(Path file) throws IOException {
        return read(file) instanceof Deployment deployment
                ? deployment.getSpec().getTemplate()
                : ((StatefulSet) read(file)).getSpec().getTemplate();
    }

    /** The name and version of this build. */
    private static String image() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
        return "tidb-mirror:" + version;
    }

    private static IntegrationSpec integration() throws IOException {
        return STRICT.convertValue(Yaml.read(INTEGRATION).get("spec"), IntegrationSpec.class);
    }

    private static Object read(Path file) throws IOException {
        Map<String, Object> manifest = Yaml.read(file);
        String kind = manifest.get("apiVersion") + "/" + manifest.get("kind");
        assertThat(KINDS).as(file.toString()).containsKey(kind);
        return STRICT.convertValue(manifest, KINDS.get(kind));
    }

    private static List<Path> files(Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(KUBERNETES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".md"))
                    .filter(wanted)
                    .sorted()
                    .toList();
        }
    }
}
