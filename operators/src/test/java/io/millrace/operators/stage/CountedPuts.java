package io.millrace.operators.stage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/** A runtime context whose map states count the elements that are written into them. */
final class CountedPuts {
    private long written;

    long written() {
        return written;
    }

    RuntimeContext around(RuntimeContext context) {
        return proxy(RuntimeContext.class, context, false);
    }

    private <T> T proxy(Class<T> type, Object real, boolean isState) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            if (isState && method.getName().equals("put")) {
                written += given[1] instanceof Collection<?> list ? list.size() : 1;
            }
            Object answer = invoke(method, real, given);
            return answer instanceof MapState<?, ?> && !isState ? proxy(MapState.class, answer, true) : answer;
        }));
    }

    private static @Nullable Object invoke(Method method, Object real, Object @Nullable [] given) throws Throwable {
        try {
            return method.invoke(real, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
