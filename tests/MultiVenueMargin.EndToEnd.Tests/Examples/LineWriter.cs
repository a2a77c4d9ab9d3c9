using System.Collections.Concurrent;
using System.Text;

namespace MultiVenueMargin.EndToEnd.Tests.Examples;

/// <summary>Hands on what is written, line by line.</summary>
internal sealed class LineWriter(BlockingCollection<string> lines) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override Task WriteLineAsync(string? value)
    {
        lines.Add(value ?? "");
        return Task.CompletedTask;
    }
}
