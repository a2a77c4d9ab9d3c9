using MultiVenueMargin.Cli.CommandLine;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live;

/// <summary>A picture that is drawn again and again at one place of a terminal.</summary>
internal sealed class Screen(Terminal terminal)
{
    private int _drawnLines;

    public void Draw(Action<IAnsiConsole> draw)
    {
        using var text = new StringWriter();
        draw(new Terminal(text, TextWriter.Null, isColoured: true, terminal.Width).Canvas());
        var drawn = text.ToString();
        if (_drawnLines > 0)
        {
            // Up to where the last picture began, and everything below gone.
            terminal.Output.Write($"\u001b[{_drawnLines}A\u001b[J");
        }

        terminal.Output.Write(drawn);
        terminal.Output.Flush();
        _drawnLines = drawn.Count(character => character == '\n');
    }
}
