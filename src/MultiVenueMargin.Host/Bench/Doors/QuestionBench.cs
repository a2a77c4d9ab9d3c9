using System.Globalization;
using System.Runtime.CompilerServices;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Client;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>What is asked of a margin: one question after the other for how long one takes, several at once for how many there can be.</summary>
internal sealed class QuestionBench(PlatformHost host, BareDoor bare, MarginClient bareClient, MarginClient client, TimeSpan perPhase, DoorScale scale)
{
    // As many as keep every core at work while others are on their way; well below what a platform takes at once.
    private static readonly int AtOnce = 2 * Environment.ProcessorCount;

    private string Account => string.Create(CultureInfo.InvariantCulture, $"one account × {scale.Positions} positions, one in flight");

    private string Giant => string.Create(CultureInfo.InvariantCulture, $"one account × {scale.WhatIfPositions} positions, one trade");

    public async IAsyncEnumerable<BenchRow> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var tcp = await Trips.OverTcpAsync(scale.Runs, perPhase, cancellation);
        yield return new BenchRow("limit: round trip over TCP, p50", "64 bytes, one in flight", tcp.P50, "ms");
        yield return new BenchRow("limit: round trip over TCP, p99", "64 bytes, one in flight", tcp.P99, "ms");
        var plain = await Trips.OverHttpAsync(bare.Plain, scale.Runs, perPhase, cancellation);
        yield return new BenchRow("limit: empty POST over HTTP/2, p50", "one in flight", plain.P50, "ms", null, plain.P50 / tcp.P50, "over TCP");
        yield return new BenchRow("limit: empty POST over HTTP/2, p99", "one in flight", plain.P99, "ms", null, plain.P99 / tcp.P99, "over TCP");
        var question = new V1.GetMarginRequest { Account = BenchStreet.AccountOf(0).ToString() };
        var empty = await Trips.BestAsync(scale.Runs, perPhase, async () => await bareClient.Margin.GetMarginAsync(question, cancellationToken: cancellation));
        yield return new BenchRow("limit: empty call, p50", "one in flight", empty.P50, "ms", null, empty.P50 / plain.P50, "an empty POST");
        yield return new BenchRow("limit: empty call, p99", "one in flight", empty.P99, "ms", null, empty.P99 / plain.P99, "an empty POST");

        var inside = await Trips.BestAsync(scale.Runs, perPhase, async () => await host.Engine.MarginOfAsync(BenchStreet.AccountOf(0), cancellation));
        yield return new BenchRow("limit: margin query in process, p50", Account, inside.P50, "ms");
        yield return new BenchRow("limit: margin query in process, p99", Account, inside.P99, "ms");
        var asked = await Trips.BestAsync(scale.Runs, perPhase, async () => await client.Margin.GetMarginAsync(question, cancellationToken: cancellation));
        yield return new BenchRow("margin query, p50", Account, asked.P50, "ms", "≤ 0.15 ms", asked.P50 / empty.P50, "an empty call");
        yield return new BenchRow("margin query, p99", Account, asked.P99, "ms", "≤ 0.5 ms", asked.P99 / empty.P99, "an empty call");
        yield return new BenchRow("margin query beyond what it takes in process, p50", Account, asked.P50 - inside.P50, "ms", null, (asked.P50 - inside.P50) / empty.P50, "an empty call");
        yield return new BenchRow("allocated per margin query, both ends", Account, asked.BytesEach, "bytes", null, asked.BytesEach / empty.BytesEach, "an empty call");

        yield return new BenchRow("processor time per margin query, both ends", Account, asked.CpuEach, "ms", null, asked.CpuEach / inside.CpuEach, "in process");

        await foreach (var row in WhatIfAsync(cancellation))
        {
            yield return row;
        }
    }

    private async IAsyncEnumerable<BenchRow> WhatIfAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var account = BenchStreet.AccountOf(scale.Accounts);
        var thoughts = Enumerable.Range(0, scale.WhatIfPositions).Select(turn => BenchStreet.Thought(turn, scale.WhatIfPositions)).ToList();
        var book = (await host.Engine.MarginOfAsync(account, cancellation))!.Book;
        var rules = await host.Engine.RuleSetAsync(AccountPolicy.DefaultRuleBook, null, cancellation);
        var market = new PricedMarket((await host.Engine.MarketAsync(cancellation)).Snapshot!, rules!.Rules);
        var (turn, requests) = (0, thoughts.ConvertAll(thought => MarginWire.Write(account, thought)));

        var pure = await Flow.BestAsync(scale.Runs, () => Flow.OfAsync(1, perPhase, () =>
        {
            WhatIfAnalysis.Evaluate(book, market, thoughts[turn++ % thoughts.Count]);
            return Task.CompletedTask;
        }));
        yield return new BenchRow("limit: what-if, evaluated by one core", Giant, pure.PerSecond, "/s");
        var inside = await Flow.BestAsync(scale.Runs, () => Flow.OfAsync(AtOnce, perPhase, async () => await host.Engine.WhatIfAsync(account, Next(thoughts), cancellation)));
        yield return new BenchRow("limit: what-if in process", $"{Giant}, {AtOnce} at once", inside.PerSecond, "/s", null, inside.PerSecond / pure.PerSecond, "evaluated by one core");
        var asked = await Flow.BestAsync(scale.Runs, () => Flow.OfAsync(AtOnce, perPhase, async () => await client.Margin.WhatIfAsync(Next(requests), cancellationToken: cancellation)));
        yield return new BenchRow("what-if", $"{Giant}, {AtOnce} at once", asked.PerSecond, "/s", "≥ 5 000/s", asked.PerSecond / pure.PerSecond, "evaluated by one core")
        {
            Counts = new Dictionary<string, long> { ["answered in the best run"] = asked.Count },
        };
        yield return new BenchRow("processor time per what-if, both ends", Giant, asked.CpuMicrosecondsEach / 1_000, "ms", null, asked.CpuMicrosecondsEach / pure.CpuMicrosecondsEach, "evaluated by one core");
        yield return new BenchRow("allocated per what-if, both ends", Giant, asked.BytesEach, "bytes", null, asked.BytesEach / inside.BytesEach, "in process");

        T Next<T>(List<T> of) => of[(Interlocked.Increment(ref turn) & int.MaxValue) % of.Count];
    }
}
