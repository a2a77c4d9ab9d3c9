using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Verification;

namespace MultiVenueMargin.Live.Histories;

/// <summary>The rule sets that a journal holds, from its files alone.</summary>
/// <param name="ByVersion">All that were ever put down.</param>
/// <param name="LastActivated">The version of the one that two persons last put in force; absent where none is.</param>
public sealed record RecordedRules(IReadOnlyDictionary<RuleVersion, RuleSet> ByVersion, RuleVersion? LastActivated)
{
    /// <summary>Throws where the journal is altered or cannot be read.</summary>
    public static RecordedRules Read(IStorageReader storage)
    {
        var (rules, last) = (new Dictionary<RuleVersion, RuleSet>(), (RuleVersion?)null);
        var verifier = new JournalVerifier(storage, []);
        foreach (var entry in verifier.WithoutSeals().Where(entry => entry.Stream == RegisterNames.Rules))
        {
            foreach (var bytes in entry.Records)
            {
                switch (RecordCodec.Read(bytes.Span))
                {
                    case RuleSetDrafted draft:
                        rules[draft.Rules.Version] = draft.Rules;
                        break;
                    case RuleSetActivated activated:
                        last = activated.Version;
                        break;
                    default:
                        // Proposals and answers hold no rules.
                        break;
                }
            }
        }

        return verifier.Found is { } altered
            ? throw new JournalCorruptedException(altered.File, altered.Offset, altered.What)
            : new RecordedRules(rules, last);
    }
}
