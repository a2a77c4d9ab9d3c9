using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Live.Histories;

/// <summary>What happened to an account in a span, and what would have under other rules.</summary>
/// <param name="Rules">The other ones.</param>
/// <param name="Happened">As recorded; the ratios are found at every look of the re-run, under the rules of then.</param>
/// <param name="Would">As it would have been decided.</param>
/// <param name="NotCarriedOver">What somebody did about a decision that there would not have been.</param>
/// <param name="Looks">Evaluations under the other rules.</param>
/// <param name="Silence">How long nobody recorded anything, so that nothing was looked at: the platform was not running, or knew nothing new.</param>
public sealed record RerunReport(
    RuleVersion Rules,
    DateTimeOffset Begin,
    DateTimeOffset End,
    Course Happened,
    Course Would,
    IReadOnlyList<NotCarriedOver> NotCarriedOver,
    int Looks,
    TimeSpan Silence);

/// <summary>Something that somebody did about a decision and that finds no such decision in the re-run.</summary>
/// <param name="Version">Of the record.</param>
/// <param name="Why">As the account answers, or in our words.</param>
public sealed record NotCarriedOver(DateTimeOffset At, long Version, AccountRecord Record, string Why)
{
    /// <summary>The usual reason.</summary>
    public const string NoSuchDecision = "there is no such decision in the re-run";
}
