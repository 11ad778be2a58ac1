package org.waymark.gps.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A browser without a window, spoken to by the DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE = 60;

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private int last;

    private Chromium(Process process, URI page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Ear())
                .orTimeout(PATIENCE, TimeUnit.SECONDS)
                .join();
    }

    static Optional<Path> program() {
        return List.of("chromium", "chromium-browser", "google-chrome").stream()
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param profile an empty folder */
    static Chromium start(Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String port = port(profile, process);
            for (int i = 0; i < 10 * PATIENCE; i++) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                        .build();
                String list = HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
                for (JsonNode target : JSON.readTree(list)) {
                    if (target.path("type").asText().equals("page")) {
                        return new Chromium(
                                process,
                                URI.create(target.get("webSocketDebuggerUrl").asText()));
                    }
                }
                Thread.sleep(100);
            }
            throw new IOException("chromium shows no page");
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String port(Path profile, Process process) throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < 10 * PATIENCE && process.isAlive(); i++) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() > 1) {
                    return lines.get(0);
                }
            }
            Thread.sleep(100);
        }
        throw new IOException("chromium does not listen");
    }

    /** Opens a page, and waits until it is there. */
    void open(Path page) throws InterruptedException {
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
        call("Page.enable", Map.of());
        events.clear();
        call("Page.navigate", Map.of("url", page.toUri().toString()));
        while (!"Page.loadEventFired".equals(events.poll(PATIENCE, TimeUnit.SECONDS))) {
            if (!process.isAlive()) {
                throw new IllegalStateException("chromium is gone");
            }
        }
    }

    /** The value of an expression; promises are waited for. */
    JsonNode evaluate(String expression) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.get("exceptionDetails").toString());
        }
        return result.at("/result/value");
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        ObjectNode message = JSON.createObjectNode();
        int id = ++last;
        message.put("id", id);
        message.put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(message.toString(), true).join();
        return answer.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    }

    /** Errors and warnings of the pages so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() throws InterruptedException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor(PATIENCE, TimeUnit.SECONDS);
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            text.append(data);
            from.request(1);
            if (isLast) {
                hear(text.toString());
                text.setLength(0);
            }
            return null;
        }

        private void hear(String message) {
            JsonNode heard;
            try {
                heard = JSON.readTree(message);
            } catch (IOException e) {
                complaints.add(message);
                return;
            }
            if (heard.has("id")) {
                CompletableFuture<JsonNode> answer =
                        answers.remove(heard.get("id").asInt());
                if (heard.has("error")) {
                    answer.completeExceptionally(new IllegalStateException(message));
                } else {
                    answer.complete(heard.get("result"));
                }
                return;
            }
            String event = heard.path("method").asText();
            events.add(event);
            boolean isLog = event.equals("Runtime.consoleAPICalled") || event.equals("Log.entryAdded");
            if (event.equals("Runtime.exceptionThrown") || isLog) {
                complaints.add(message);
            }
        }
    }
}
