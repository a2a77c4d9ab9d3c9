using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Simulation.Actors;
using MultiVenueMargin.Simulation.Auditing;

namespace MultiVenueMargin.Simulation;

/// <summary>All that there is in one run, and the one source of chance that everything in it draws from.</summary>
internal sealed class World : IDisposable
{
    public World(long seed, Trace trace)
    {
        Random = Seeds.RandomOf(seed);
        Setting = Setting.Draw(Random);
        Trace = trace;
        Process = new Process(Setting.Options, Random, Sometimes, Random.Next());
        Auditor = new Auditor(Sometimes, trace);
        Clients = new Clients(trace, Sometimes, () => WasAnswered = true);
        Prices = new Prices(Setting, Random, Sometimes);
    }

    public Random Random { get; }

    public Setting Setting { get; }

    public Trace Trace { get; }

    public Sometimes Sometimes { get; } = new();

    public Process Process { get; }

    public Auditor Auditor { get; }

    public Clients Clients { get; }

    public Prices Prices { get; }

    public List<AccountId> Accounts { get; } = [];

    public List<VenueFeed> Feeds { get; } = [];

    /// <summary>Somebody was answered since this was last taken back.</summary>
    public bool WasAnswered { get; set; }

    /// <summary>What is to hold at any moment.</summary>
    public void Watch()
    {
        Clients.Conclude();
        Auditor.Read(Process, Random);
        Process.WithoutFaults(() => Auditor.Watch(Process));
    }

    /// <summary>What is to hold with nothing under way.</summary>
    public void Audit()
    {
        Process.Settle();
        Process.WithoutFaults(() =>
        {
            Process.Settle();
            Watch();
            Auditor.Compare(Process);
            Clients.Compare((account, request) => Auditor.Of(account).Requests.Contains(request));
        });
    }

    /// <summary>The sources say what the prices are.</summary>
    public void Quote()
    {
        foreach (var coin in (Asset[])[Street.Btc, Street.Eth])
        {
            if (coin == Street.Btc || Setting.HasEther || Setting.HasCoins)
            {
                Trace.Add($"{Process.Now:HH:mm:ss.fff} quote {coin} {Prices.Of(coin)}");
                Process.Node.Publish(Prices.Batch(coin, Process.Now), new Ask<MarketAnswer>(() => { }));
            }
        }
    }

    public T Any<T>(List<T> among) => among[Random.Next(among.Count)];

    public void Dispose() => Process.Dispose();
}
