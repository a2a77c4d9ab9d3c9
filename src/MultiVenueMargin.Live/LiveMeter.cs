using System.Diagnostics;
using System.Diagnostics.Metrics;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Live;

/// <summary>What a process tells its operator, in the words of the glossary. Never by account: there may be a hundred thousand.</summary>
public sealed class LiveMeter : IDisposable
{
    /// <summary>Of the meter and of the source of activities.</summary>
    public const string Name = "MultiVenueMargin";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _commits;
    private readonly Histogram<double> _acknowledgement;
    private readonly Histogram<int> _batch;
    private readonly Counter<long> _turns;
    private readonly Counter<long> _looks;
    private readonly Counter<long> _quietLooks;
    private readonly Counter<long> _disagreements;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _poison;
    private readonly Counter<long> _journalFailures;

    public LiveMeter()
    {
        _commits = _meter.CreateCounter<long>("mvm.commits", description: "Commits by what became of them.");
        _acknowledgement = _meter.CreateHistogram<double>("mvm.commit.latency", "ms", "From submitted to its outcome.");
        _batch = _meter.CreateHistogram<int>("mvm.commit.batch", description: "Commits handed to the journal at once.");
        _turns = _meter.CreateCounter<long>("mvm.turns", description: "Inputs that accounts took.");
        _looks = _meter.CreateCounter<long>("mvm.looks", description: "Accounts evaluated.");
        _quietLooks = _meter.CreateCounter<long>("mvm.looks.quiet", description: "Of these, how many needed no report: nothing was to be decided, for certain.");
        _disagreements = _meter.CreateCounter<long>("mvm.disagreements", description: "Reports that lay outside the bounds of quick figures: a bug.");
        _refused = _meter.CreateCounter<long>("mvm.refused", description: "Requests that no inbox had room for.");
        _reloads = _meter.CreateCounter<long>("mvm.reloads", description: "Accounts and registers read again after something did not become durable.");
        _poison = _meter.CreateCounter<long>("mvm.poison", description: "Inputs and looks that threw.");
        _journalFailures = _meter.CreateCounter<long>("mvm.journal.failures", description: "Times that the journal stopped taking commits.");
    }

    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Shows figures that are read rather than counted.</summary>
    public void Observe(
        Func<int> inboxDepth, Func<double> oldestEvaluationSeconds, Func<bool> isJournalSound, Func<int> largeAccounts, Func<KeptPrices> keptPrices)
    {
        _meter.CreateObservableGauge("mvm.inbox.depth", inboxDepth, description: "Requests that wait.");
        _meter.CreateObservableGauge("mvm.oldest.evaluation", oldestEvaluationSeconds, "s", "Age of the evaluation that is oldest.");
        _meter.CreateObservableGauge("mvm.accounts.large", largeAccounts, description: "Open accounts that are so large that they have a loop of their own.");
        _meter.CreateObservableGauge("mvm.prices.arrays", () => keptPrices().Arrays, description: "Arrays of profits per scenario that are kept.");
        _meter.CreateObservableGauge("mvm.prices.array.bytes", () => keptPrices().ArrayBytes, "By", "What these hold.");
        _meter.CreateObservableGauge("mvm.journal.sound", () => isJournalSound() ? 1 : 0, description: "1 while the journal takes commits.");
    }

    public void Dispose() => _meter.Dispose();

    internal void Submitted(int commits) => _batch.Record(commits);

    internal void Ended(CommitResult result, TimeSpan latency)
    {
        _commits.Add(1, new KeyValuePair<string, object?>("result", result.ToString()));
        _acknowledgement.Record(latency.TotalMilliseconds);
    }

    internal void Took(int turns) => _turns.Add(turns);

    internal void Looked(int accounts, int quiet)
    {
        _looks.Add(accounts);
        _quietLooks.Add(quiet);
    }

    internal void Refused() => _refused.Add(1);

    internal void Reloaded() => _reloads.Add(1);

    /// <summary>What threw lately.</summary>
    public FaultBook Faults { get; } = new();

    internal void Threw(string where, Exception fault)
    {
        _poison.Add(1);
        Faults.Add(where, fault);
    }

    /// <summary>Quick figures and the report of one account differ by more than they may.</summary>
    internal void Disagreed(string where, string how)
    {
        _disagreements.Add(1);
        Faults.Add($"{where}: quick figures", new InvalidOperationException(how));
    }

    internal void JournalFailed() => _journalFailures.Add(1);
}
