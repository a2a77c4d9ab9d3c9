using System.Runtime.CompilerServices;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>
/// Measurements of prices and margins on one core, without an engine around them (MARGIN §9, its risk rows), beside a peer that prices the same options
/// and beside the bare sums that bound them. Everything is measured in turn, several times over, and the least counts.
/// </summary>
/// <param name="perRow">How long each is repeated, in each run.</param>
/// <param name="compiler">Of the peer; null: there is to be none.</param>
public sealed class RiskBench(TimeSpan perRow, RiskScale scale, string? compiler = RiskBench.Compiler)
{
    /// <summary>That the peer is compiled with where nobody says otherwise.</summary>
    public const string Compiler = "g++";

    private const int FiguresOfPeer = 3;

    /// <summary>On what it runs; no disk is in use.</summary>
    public static BenchMachine Machine => BenchMachine.Of(".");

    public async IAsyncEnumerable<BenchRow> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var pricing = new PricingBench(scale);
        var accounts = new AccountBench(scale);
        var reports = new ReportBench(scale);
        var tick = new TickBench(scale.Instruments, scale.Accounts, scale.Positions);
        var hot = new HotBench(scale);
        var hotTick = new HotTick(scale.Instruments, scale.Accounts, scale.Positions);
        var models = new ModelBench(scale);
        var growth = new GrowthBench(scale, tick, hotTick);
        List<Repeated> all =
        [
            .. pricing.All, .. accounts.All, .. hot.All, .. reports.All, .. models.All, tick.Reprice, tick.Whole, hotTick.Fill, hotTick.Scanned, hotTick.Margined, .. growth.All,
        ];

        PeerAnswer? answer = null;
        var reason = "left out";
        var folder = Directory.CreateTempSubdirectory("mvm-bench-").FullName;
        try
        {
            QuantLibPeer? peer = null;
            if (compiler is not null)
            {
                (peer, reason) = await QuantLibPeer.CompileAsync(compiler, folder, cancellation);
            }

            for (var run = 0; run < scale.Runs; run++)
            {
                if (peer is not null)
                {
                    answer = (await peer.AskAsync(pricing.Options, pricing.Moves, FiguresOfPeer * perRow, cancellation)).Best(answer);
                }

                foreach (var each in all)
                {
                    cancellation.ThrowIfCancellationRequested();
                    each.Run(perRow);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var bareTick = pricing.KernelSeconds(scale.Instruments) + accounts.BareSeconds(scale.Accounts);
        IEnumerable<BenchRow> rows =
        [
            .. pricing.Rows(answer, reason),
            .. accounts.Rows(),
            .. hot.Rows(accounts.BareSeconds(1)),
            .. reports.Rows(),
            .. models.Rows(),
            .. tick.Rows(bareTick),
            .. hotTick.Rows(bareTick, pricing.KernelSeconds(1)),
            .. growth.Rows(),
        ];
        foreach (var row in rows)
        {
            yield return row;
        }
    }
}
