using Microsoft.Extensions.Logging;
using MultiVenueMargin.Cli.Running;

namespace MultiVenueMargin.Cli.Tests.Running;

public sealed class OperatorLogTests : IDisposable
{
    private readonly StringWriter _errors = new();

    public void Dispose() => _errors.Dispose();

    [Fact]
    public void Fault_WhenTold_IsOneLineWithItsCausesAndWhereItWasThrown()
    {
        var log = new OperatorLog(_errors, TimeProvider.System);

        log.Log(LogLevel.Error, 1, "GetMargin failed", Thrown(), (state, _) => state);

        var line = Assert.Single(Lines());
        Assert.Matches(@"^\d\d:\d\d:\d\d mvm up: error: GetMargin failed \[InvalidOperationException: outer\\nsecond line < FormatException: inner at .*Thrown", line);
    }

    [Fact]
    public void Text_WhenItIsHostile_NeitherSteersTheTerminalNorFloodsIt()
    {
        var log = new OperatorLog(_errors, TimeProvider.System);

        log.Log(LogLevel.Warning, 1, "\u001b[2J\r\n" + new string('x', 1_000_000), null, (state, _) => state);

        var line = Assert.Single(Lines());
        Assert.DoesNotContain('\u001b', line);
        Assert.InRange(line.Length, 100, 2_000);
    }

    [Fact]
    public void Flood_WhenItComes_IsCutShortAndCounted()
    {
        var time = new SteppedTime();
        var log = new OperatorLog(_errors, time);
        for (var i = 0; i < 1_000; i++)
        {
            log.Log(LogLevel.Error, 1, $"fault {i}", null, (state, _) => state);
        }

        Assert.Equal(20, Lines().Length);
        time.Now += TimeSpan.FromSeconds(10);
        log.Log(LogLevel.Error, 1, "later", null, (state, _) => state);

        Assert.Contains("980 further lines were left out", Lines()[20], StringComparison.Ordinal);
        Assert.EndsWith("later", Lines()[21], StringComparison.Ordinal);
    }

    [Fact]
    public void Information_WhenLogged_IsNotForTheOperator()
    {
        new OperatorLog(_errors, TimeProvider.System).Log(LogLevel.Information, 1, "a call ended", null, (state, _) => state);

        Assert.Empty(Lines());
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("outer\nsecond line", new FormatException("inner"));
        }
        catch (InvalidOperationException thrown)
        {
            return thrown;
        }
    }

    private string[] Lines() => _errors.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private sealed class SteppedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.UtcTicks;
    }
}
