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
 * Reads of Kubernetes' objects what the operator looks at, and no more: whoever makes large ones does not use up its
 * memory. Nothing that is read so is ever written back; what the operator writes, it makes anew.
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
        private final transient UnaryOperator<T> slim;

        TrimmingDeserializer(JsonDeserializer<?> delegate, Class<T> type, UnaryOperator<T> slim) {
            super(delegate);
            this.type = type;
            this.slim = slim;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
            return new TrimmingDeserializer<>(delegate, type, slim);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return slim.apply(type.cast(super.deserialize(parser, context)));
        }
    }

    /** Of a definition its state is looked at, and not its schema, which is the largest thing that a cluster has. */
    private static final class SkippingDeserializer extends JsonDeserializer<CustomResourceDefinitionSpec> {
        @Override
        public CustomResourceDefinitionSpec deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            parser.skipChildren();
            return new CustomResourceDefinitionSpec();
        }
    }
}
