using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Pipeline;

namespace MultiVenueMargin.Live.Markets;

/// <summary>Finds where the board goes on from: the newest snapshots of the market and of the rules. It is advanced and never waits.</summary>
internal sealed class BoardStart(IJournal journal)
{
    private Task<MarketReplay>? _market;
    private StreamLoad<RuleRegister>? _rules;

    /// <summary>The market where reading on begins. Only when it has ended.</summary>
    public MarketReplay Market => _market!.GetAwaiter().GetResult();

    /// <summary>All rules that were durable. Only when it has ended.</summary>
    public RuleRegister Rules => _rules!.State!;

    /// <summary>Why it cannot go on; it tries again whenever it is advanced.</summary>
    public string? Problem { get; private set; }

    /// <summary>The same where asking again does not help; null where it may.</summary>
    public StreamUnreadableException? Unreadable { get; private set; }

    /// <summary>True when both were found.</summary>
    public bool Advance()
    {
        _rules ??= new StreamLoad<RuleRegister>(
            journal, RegisterNames.Rules, static () => new RuleRegister(), ReadRules, static (rules, record, at) => rules.Apply((RegisterRecord)record, at));
        _market ??= MarketReplay.BeginAsync(journal, long.MaxValue, DateTimeOffset.MaxValue, CancellationToken.None);
        if (!_rules.Advance() || !_market.IsCompleted)
        {
            return false;
        }

        Problem = _rules.Failure?.Message ?? _market.Exception?.InnerException?.Message;
        Unreadable = _rules.Unreadable ?? _market.Exception?.InnerException as StreamUnreadableException;
        (_rules, _market) = (_rules.Failure is null ? _rules : null, _market.IsFaulted ? null : _market);
        return Problem is null;
    }

    private static RuleRegister ReadRules(ReadOnlyMemory<byte> state)
    {
        var at = 0;
        var reader = new CanonicalReader(state.Span, ref at);
        var rules = RuleRegister.ReadFrom(reader);
        reader.End();
        return rules;
    }
}
