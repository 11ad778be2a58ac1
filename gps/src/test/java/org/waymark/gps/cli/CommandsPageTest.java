package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.waymark.gps.GeneratedPage;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** gps/docs/commands.md is what the commands say of themselves. */
class CommandsPageTest {
    private static String usage(CommandLine command) {
        return "```text\n"
                + command.setUsageHelpWidth(100).getUsageMessage(Ansi.OFF).stripTrailing() + "\n```\n";
    }

    private static String page() {
        CommandLine main = new CommandLine(new Main());
        StringBuilder text = new StringBuilder(
                """
                # Commands

                What `waymark --help` and `waymark COMMAND --help` print. Results go to stdout (JSON with `--json`), progress and complaints to
                stderr. [All keys of an experiment](configuration.md), for `--set` and files of yours; [metrics](metrics.md), for `--require`.

                """);
        text.append(usage(main));
        main.getSubcommands()
                .forEach((name, command) ->
                        text.append("\n## waymark ").append(name).append("\n\n").append(usage(command)));
        return text.toString();
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        assertThat(page()).contains("## waymark train", "## waymark export", "--precision");
        GeneratedPage.check("commands.md", page());
    }
}
