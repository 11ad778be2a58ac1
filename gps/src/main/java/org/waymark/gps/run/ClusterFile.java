package org.waymark.gps.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waymark.gps.clustering.ClusterChoice;

/** How many clusters there are, and why: {@code clusters.json}. */
final class ClusterFile {
    private ClusterFile() {}

    static void write(RunFolder folder, ClusterChoice choice) {
        List<Map<String, Object>> candidates = new ArrayList<>();
        for (ClusterChoice.Candidate candidate : choice.candidates()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("clusters", candidate.clusters());
            row.put("logLikelihood", candidate.logLikelihood());
            row.put("shortfall", candidate.shortfall());
            row.put("standardError", candidate.standardError());
            candidates.add(row);
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("clusters", choice.clusters());
        file.put("candidates", candidates);
        folder.write(RunFolder.CLUSTERS, Json.pretty(file));
    }
}
