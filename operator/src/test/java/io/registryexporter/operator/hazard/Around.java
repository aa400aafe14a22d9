package io.registryexporter.operator.hazard;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.registryexporter.operator.hazard.Claims.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds what a rollout meets with. */
final class Around {
    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<String, String> problems = new HashMap<>();
    private final List<ResourceQuota> quotas = new ArrayList<>();
    private final List<LimitRange> ranges = new ArrayList<>();

    static Around nothing() {
        return new Around();
    }

    /** The claim of the usual registry's volume. */
    static Around claim(String... accessModes) {
        Around around = new Around();
        around.claims.put("claim-storage", new Claim(Set.of(accessModes), false));
        return around;
    }

    /** The same, on a volume of one node. */
    Around onOneNode() {
        claims.replaceAll((name, claim) -> new Claim(claim.accessModes(), true));
        return this;
    }

    static Around unreadable() {
        Around around = new Around();
        around.problems.put("claim-storage", "the operator may not get PersistentVolumeClaim claim-storage");
        return around;
    }

    Around quota(String resource, String used, String hard) {
        return quota(List.of(), resource, used, hard);
    }

    Around quota(List<String> scopes, String resource, String used, String hard) {
        quotas.add(new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("quota")
                .endMetadata()
                .withNewSpec()
                .withScopes(scopes)
                .addToHard(resource, new Quantity(hard))
                .endSpec()
                .withNewStatus()
                .addToHard(resource, new Quantity(hard))
                .addToUsed(resource, new Quantity(used))
                .endStatus()
                .build());
        return this;
    }

    Around limitRange(LimitRangeItem item) {
        ranges.add(new LimitRangeBuilder()
                .withNewMetadata()
                .withName("limits")
                .endMetadata()
                .withNewSpec()
                .withLimits(item)
                .endSpec()
                .build());
        return this;
    }

    Surroundings build() {
        return new Surroundings(new Claims(claims, problems), quotas, ranges);
    }
}
