package io.tidbmirror.benchmark;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** What this JVM has used so far, its compiler and collector included. */
final class Meter {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final AtomicLong MOST = new AtomicLong();
    private static final Map<Long, Long> ALLOCATED = new HashMap<>();

    private Meter() {}

    static long cpuNanos() {
        return PROCESS.getProcessCpuTime();
    }

    static long collectorMillis() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            millis += Math.max(0, collector.getCollectionTime());
        }
        return millis;
    }

    /** Bytes allocated by all threads that lived at a call of this; those that have ended count as they stood then. */
    static synchronized long allocatedBytes() {
        long[] ids = THREADS.getAllThreadIds();
        long[] counts = THREADS.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            ALLOCATED.merge(ids[i], counts[i], Math::max);
        }
        return ALLOCATED.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The most heap in use before or after a collection, or now. */
    static long peakHeapBytes() {
        MOST.accumulateAndGet(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max);
        return MOST.get();
    }

    static void forgetPeak() {
        MOST.set(0);
    }

    /** Watches the heap from now on. */
    static void watchHeap() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener((event, none) -> heard(event), null, null);
        }
    }

    private static void heard(Notification event) {
        if (event.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            GcInfo info = GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData())
                    .getGcInfo();
            MOST.accumulateAndGet(heap(info.getMemoryUsageBeforeGc()), Math::max);
            MOST.accumulateAndGet(heap(info.getMemoryUsageAfterGc()), Math::max);
        }
    }

    private static long heap(Map<String, MemoryUsage> pools) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pools.get(pool.getName()).getUsed())
                .sum();
    }
}
