using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Neuro.Cli.Options;
using Neuro.Ir.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Neuro.Cli.Output;

/// <summary>Where a command prints: data on stdout, as tables or as JSON, and narration on stderr.</summary>
internal sealed class Terminal
{
    /// <summary>Version of the JSON that every command writes; it rises when a field changes its meaning or goes away.</summary>
    public const int JsonSchemaVersion = 1;

    // Wide enough that tables in files and pipes are never cut.
    private const int WidthOfPipes = 160;

    // UTF-8, UTF-16 little- and big-endian, UTF-32.
    private static readonly int[] UnicodeCodePages = [65001, 1200, 1201, 12000];

    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private Terminal(TextWriter output, TextWriter error)
    {
        Out = output;
        Error = error;
    }

    /// <summary>stdout.</summary>
    public TextWriter Out { get; }

    /// <summary>stderr.</summary>
    public TextWriter Error { get; }

    /// <summary>What programs were executed on.</summary>
    public ExecutionLog Executions { get; } = new();

    /// <summary>Whether stdout carries JSON instead of tables and text.</summary>
    public bool Json { get; private init; }

    /// <summary>How much is said on stderr.</summary>
    public Verbosity Verbosity { get; private init; }

    /// <summary>Whether colours may be used on stdout.</summary>
    public bool ColorsOnOut { get; private init; }

    /// <summary>Whether colours may be used on stderr.</summary>
    public bool ColorsOnError { get; private init; }

    /// <summary>Whether stderr is a terminal, where a line can be drawn over.</summary>
    public bool ErrorIsTerminal { get; private init; }

    /// <summary>Columns of stdout.</summary>
    public int Width { get; private init; } = WidthOfPipes;

    /// <summary>Whether stdout can show more than ASCII.</summary>
    public bool Unicode { get; private init; }

    /// <summary>A terminal on the two writers, as the global options and the environment say.</summary>
    public static Terminal Create(TextWriter output, TextWriter error, ParseResult parsed, GlobalOptions globals)
    {
        bool outIsTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        bool errorIsTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        bool colors = !parsed.GetValue(globals.NoColor)
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new(output, error)
        {
            Json = parsed.GetValue(globals.Json),
            Verbosity = parsed.GetValue(globals.Quiet) ? Verbosity.Quiet
                : parsed.GetValue(globals.Verbose) ? Verbosity.Verbose : Verbosity.Normal,
            ColorsOnOut = colors && outIsTerminal,
            ColorsOnError = colors && errorIsTerminal,
            ErrorIsTerminal = errorIsTerminal,
            Width = outIsTerminal ? TerminalWidth() : WidthOfPipes,
            Unicode = UnicodeCodePages.Contains(output.Encoding.CodePage),
        };
    }

    /// <summary>Says on stderr what was done, unless -q.</summary>
    public void Note(string text)
    {
        if (Verbosity >= Verbosity.Normal)
            Error.WriteLine(text);
    }

    /// <summary>Says on stderr what only -v wants to know.</summary>
    public void Detail(string text)
    {
        if (Verbosity >= Verbosity.Verbose)
            Error.WriteLine(text);
    }

    /// <summary>Suggests on stderr what to run next, unless -q.</summary>
    public void Next(params string[] commands)
    {
        Note("");
        Note("next:");
        foreach (string command in commands)
            Note($"  {command}");
    }

    /// <summary>Prints a diagnostic on stderr in its three lines; infos only with -v.</summary>
    public void Report(Diagnostic diagnostic)
    {
        if (diagnostic.Severity == Severity.Info && Verbosity < Verbosity.Verbose)
            return;
        string text = Printable(diagnostic.ToString());
        if (ColorsOnError)
        {
            string color =
                diagnostic.Severity switch { Severity.Error => "\e[1;31m", Severity.Warning => "\e[1;33m", _ => "\e[1;36m" };
            int head = text.IndexOf(':');
            text = $"{color}{text[..head]}\e[0m{text[head..]}";
        }
        Error.WriteLine(text);
    }

    /// <summary>Prints a line of data on stdout.</summary>
    public void Write(string text) => Out.WriteLine(text);

    /// <summary>Prints a table or another renderable on stdout.</summary>
    public void Write(IRenderable renderable)
    {
        StringWriter rendered = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(rendered),
            Ansi = ColorsOnOut ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ColorsOnOut ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = Unicode;
        console.Write(renderable);
        foreach (string line in rendered.ToString().TrimEnd('\r', '\n').Split('\n'))
            Out.WriteLine(line.TrimEnd());
    }

    /// <summary>
    /// Writes <paramref name="result"/> to stdout as one JSON object, preceded by the schema version, the command and whether
    /// it is a result or an error, and followed by what programs were executed on. Names are in snake_case.
    /// </summary>
    public void WriteJson(string command, object result, string status = "ok")
    {
        JsonObject document = new() { ["schema_version"] = JsonSchemaVersion, ["command"] = command, ["status"] = status };
        JsonObject fields = JsonSerializer.SerializeToNode(result, JsonOptions)!.AsObject();
        foreach ((string name, JsonNode? value) in fields.ToArray())
        {
            fields.Remove(name);
            document[name] = value;
        }
        if (Executions.Entries is { Length: > 0 } executions)
            document["executions"] = JsonSerializer.SerializeToNode(executions, JsonOptions);
        Out.WriteLine(document.ToJsonString(JsonOptions));
    }

    // Diagnostics quote files, and a file must not command the terminal.
    private static string Printable(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) && c is not '\n' and not '\t' ? '\uFFFD' : c));

    private static int TerminalWidth()
    {
        try
        {
            return Console.WindowWidth is > 20 and int width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
