using Grpc.Core;
using MultiVenueMargin.Client;

namespace MultiVenueMargin.Examples;

/// <summary>The margin of an account.</summary>
public static class FirstCall
{
    public static async Task RunAsync(Uri door, string account, TextWriter say)
    {
        await using var client = MarginClient.Open(door, new MarginClientOptions
        {
            Clock = TimeProvider.System,
            JitterSeed = Environment.ProcessId,
            Principal = () => new Metadata { { "x-mvm-principal", "desk@acme" } },
        });
        var answer = await client.Margin.GetMarginAsync(new V1.GetMarginRequest { Account = account });

        foreach (var figures in answer.Margin.Report.Pools.Select(pool => pool.Figures))
        {
            await say.WriteLineAsync($"{account} {figures.Pool} {figures.State} equity {figures.WorstEquity} maintenance {figures.MaintenanceMargin}");
        }
    }
}
