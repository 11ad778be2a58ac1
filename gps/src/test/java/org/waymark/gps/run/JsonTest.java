package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void numbersThatAreNoneBecomeNullAtAnyDepth() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("a", Double.NaN);
        value.put("b", Map.of("c", Double.POSITIVE_INFINITY));
        value.put("d", Arrays.asList(1.5, Double.NEGATIVE_INFINITY, null, "x"));
        value.put("e", null);
        assertThat(Json.line(value))
                .isEqualTo("{\"a\":null,\"b\":{\"c\":null},\"d\":[1.5,null,null,\"x\"],\"e\":null}");
    }
}
