using Spectre.Console;

namespace MultiVenueMargin.Cli.CommandLine;

/// <summary>
/// Where a command writes. Results go to the output and everything else to the error stream, so that a result can be piped.
/// Colours and the real width are for a person at a terminal; whatever reads a pipe gets plain text of one width.
/// </summary>
internal sealed class Terminal(
    TextWriter output, TextWriter error, bool isColoured = false, int width = Terminal.PlainWidth, int height = Terminal.PlainHeight)
{
    public const int PlainWidth = 120;

    public const int PlainHeight = 50;

    // Narrower than this the tables would fold; a terminal that is narrower may scroll or fold by itself.
    private const int NarrowestWidth = 100;

    private const int WidestWidth = 160;

    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    public int Width { get; } = width;

    /// <summary>What is drawn again and again has to fit: a terminal cannot go back above its first line.</summary>
    public int Height { get; } = height;

    /// <summary>Whether a person looks at it, so that something may move.</summary>
    public bool CanRedraw => isColoured;

    public static Terminal OfProcess()
    {
        if (Console.IsOutputRedirected)
        {
            return new Terminal(Console.Out, Console.Error);
        }

        // https://no-color.org: any value but the empty one.
        var isColoured = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal(Console.Out, Console.Error, isColoured, Math.Clamp(Console.WindowWidth, NarrowestWidth, WidestWidth), Console.WindowHeight);
    }

    /// <summary>For tables and colours.</summary>
    public IAnsiConsole Canvas()
    {
        var canvas = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isColoured ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isColoured ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Output),
        });
        canvas.Profile.Width = Width;
        canvas.Profile.Capabilities.Unicode = true;
        return canvas;
    }
}
