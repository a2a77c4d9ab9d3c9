using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using MultiVenueMargin.EndToEnd.Tests.Doors;

namespace MultiVenueMargin.EndToEnd.Tests.Examples;

/// <summary>A program that is not ours to compile, while it runs: what it says line by line, and how it ends.</summary>
internal sealed class ForeignProgram : IDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _errors = new();

    public ForeignProgram(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _ = line.Data is null ? _lines.Writer.TryComplete() : _lines.Writer.TryWrite(line.Data);
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits for the next line.</summary>
    public async Task<string> NextAsync()
    {
        try
        {
            return await _lines.Reader.ReadAsync().AsTask().Come();
        }
        catch (ChannelClosedException)
        {
            Assert.Fail($"It has ended: {Errors()}");
            throw;
        }
    }

    /// <summary>Everything that it has yet to say, once it has ended well.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        List<string> said = [];
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            said.Add(line);
        }

        await _process.WaitForExitAsync().Come();
        Assert.True(_process.ExitCode == 0, $"It ended with {_process.ExitCode}: {Errors()}");
        return said;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private string Errors()
    {
        lock (_errors)
        {
            return _errors.ToString();
        }
    }
}
