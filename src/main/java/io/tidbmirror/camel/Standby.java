package io.tidbmirror.camel;

import io.tidbmirror.change.FatalException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the cluster service that Camel's {@code master:} asks whether this instance is to work. One that is there already stays,
 * so that a configuration may bring its own. This saves work only: what keeps two instances apart is the HEAD of each table.
 */
public final class Standby {
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final String KUBERNETES = "org.apache.camel.component.kubernetes.cluster.KubernetesClusterService";

    /** How often the owner says that it is there, and the others look. */
    private static final long LOOK_SECONDS = 1;

    /** So many times later the others try to get its lock; while the owner lives, the operating system refuses it. */
    private static final int LOOKS_MISSED = 3;

    private Standby() {}

    /** Instances that share a folder: the owner holds the lock of a file. */
    public static void byFolder(CamelContext context, String folder) {
        use(context, () -> {
            FileLockClusterService service = new FileLockClusterService();
            service.setRoot(folder);
            service.setAcquireLockInterval(LOOK_SECONDS, TimeUnit.SECONDS);
            service.setHeartbeatTimeoutMultiplier(LOOKS_MISSED);
            return service;
        });
    }

    /** Pods of a Kubernetes namespace: the owner holds a Lease, with Camel's times (15 s). */
    public static void byKubernetes(CamelContext context) {
        use(context, () -> {
            Class<CamelClusterService> type =
                    context.getClassResolver().resolveClass(KUBERNETES, CamelClusterService.class);
            if (type == null) {
                throw FatalException.configuration(
                        "mirror.master=kubernetes: camel-kubernetes is not on the class path; build"
                                + " with mvn -Pkubernetes package, or give camel run --dep=camel-kubernetes");
            }
            return context.getInjector().newInstance(type);
        });
    }

    /** A bean is not asked for locks before it is a service of the context too. */
    private static void use(CamelContext context, Supplier<CamelClusterService> made) {
        if (context.hasService(CamelClusterService.class) == null) {
            CamelClusterService own = CamelContextHelper.findSingleByType(context, CamelClusterService.class);
            add(context, own == null ? made.get() : own);
        }
    }

    private static void add(CamelContext context, CamelClusterService service) {
        LOG.info("this instance stands by until it gets the lock of its shard");
        try {
            context.addService(service);
        } catch (Exception e) {
            throw FatalException.start("mirror.master: the service of the lock cannot be added: " + e, e);
        }
    }
}
