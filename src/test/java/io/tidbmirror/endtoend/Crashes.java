package io.tidbmirror.endtoend;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Lets a process die at one of its calls to a store: the call may have had its effect or not. */
final class Crashes {

    /** The process is dead: nothing of it may go on. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String where) {
            super("crash at " + where);
        }
    }

    private int calls = -1;
    private boolean after;

    /** The next process dies after so many calls. */
    void arm(int callsToCome, boolean afterTheEffect) {
        calls = callsToCome;
        after = afterTheEffect;
    }

    void disarm() {
        calls = -1;
    }

    <T> T around(Class<T> port, T store) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    boolean dies = calls >= 0 && calls-- == 0;
                    if (dies && !after) {
                        throw new Crash(method.getName());
                    }
                    try {
                        Object result = method.invoke(store, arguments);
                        if (dies) {
                            throw new Crash("the end of " + method.getName());
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
