package io.registryexporter.operator.workload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Reads only those parts of Kubernetes objects that the operator needs, so that large objects do not exhaust its
 * memory. The operator never writes such an object back: it builds each object that it writes anew.
 */
public final class TrimmingModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    public TrimmingModule() {
        super("trimming");
        addDeserializer(FieldsV1.class, new OwnersDeserializer());
        addDeserializer(CustomResourceDefinitionSpec.class, new SkippingDeserializer());
        setDeserializerModifier(new Modifier());
    }

    private static final class Modifier extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
            if (bean.getBeanClass() == PodSpec.class) {
                return new TrimmingDeserializer<>(deserializer, PodSpec.class, TrimmedPodSpec::of);
            }
            if (bean.getBeanClass() == ConfigMap.class) {
                return new TrimmingDeserializer<>(deserializer, ConfigMap.class, TrimmedConfigMap::of);
            }
            return bean.getBeanClass() == ObjectMeta.class
                    ? new TrimmingDeserializer<>(deserializer, ObjectMeta.class, TrimmedMetadata::of)
                    : deserializer;
        }
    }

    private static final class TrimmingDeserializer<T> extends DelegatingDeserializer {
        private static final long serialVersionUID = 1L;

        private final Class<T> type;
        private final transient UnaryOperator<T> trim;

        TrimmingDeserializer(JsonDeserializer<?> delegate, Class<T> type, UnaryOperator<T> trim) {
            super(delegate);
            this.type = type;
            this.trim = trim;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
            return new TrimmingDeserializer<>(delegate, type, trim);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return trim.apply(type.cast(super.deserialize(parser, context)));
        }
    }

    /**
     * Skips the schema of a CustomResourceDefinition, the largest object of a cluster: the operator needs only its
     * status.
     */
    private static final class SkippingDeserializer extends JsonDeserializer<CustomResourceDefinitionSpec> {
        @Override
        public CustomResourceDefinitionSpec deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            parser.skipChildren();
            return new CustomResourceDefinitionSpec();
        }
    }
}
