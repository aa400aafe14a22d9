package io.registryexporter.operator.run;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A client whose informers try again after an error; the framework offers no option for that. By default, invalid JSON
 * from a watch ends an informer permanently, and with it the process.
 */
final class RetryingInformerClient implements InvocationHandler {
    private static final List<Class<?>> OPERATION = List.of(MixedOperation.class, NonNamespaceOperation.class);

    /** Methods that the framework calls before it creates an informer. */
    private static final Set<String> LEAD_TO_INFORMERS = Set.of(
            "resources",
            "inNamespace",
            "inAnyNamespace",
            "withLabelSelector",
            "withField",
            "withoutField",
            "withLimit");

    private final Object delegate;
    private final ExceptionHandler errors;
    private final Queue<SharedIndexInformer<?>> informers;

    private RetryingInformerClient(Object delegate, ExceptionHandler errors, Queue<SharedIndexInformer<?>> informers) {
        this.delegate = delegate;
        this.errors = errors;
        this.informers = informers;
    }

    /**
     * A client and the informers that it created.
     *
     * @param client a view of the given client, which the caller closes
     */
    record Informers(KubernetesClient client, Queue<SharedIndexInformer<?>> made) {

        void stop() {
            made.forEach(SharedIndexInformer::stop);
        }
    }

    static Informers of(KubernetesClient client, ExceptionHandler errors) {
        Queue<SharedIndexInformer<?>> made = new ConcurrentLinkedQueue<>();
        return new Informers(
                (KubernetesClient)
                        proxy(List.of(KubernetesClient.class), new RetryingInformerClient(client, errors, made)),
                made);
    }

    private static Object proxy(List<Class<?>> interfaces, RetryingInformerClient handler) {
        return Proxy.newProxyInstance(
                RetryingInformerClient.class.getClassLoader(), interfaces.toArray(Class<?>[]::new), handler);
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        Object answer;
        try {
            answer = method.invoke(delegate, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (answer instanceof SharedIndexInformer<?> informer) {
            informer.exceptionHandler(errors);
            informers.add(informer);
            return informer;
        }
        return LEAD_TO_INFORMERS.contains(method.getName())
                ? proxy(OPERATION, new RetryingInformerClient(answer, errors, informers))
                : answer;
    }
}
