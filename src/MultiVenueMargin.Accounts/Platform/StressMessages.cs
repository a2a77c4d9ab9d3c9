using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Accounts.Platform;

/// <summary>How much one question may ask to be computed. What is beyond is refused by name, never cut off.</summary>
public static class QuestionLimits
{
    /// <summary>Cases of one stress: a grid of 40 × 25.</summary>
    public const int StressCases = 1_000;

    /// <summary>Moves of one case, or of one proposal.</summary>
    public const int Shocks = 100;

    /// <summary>Characters of a case's name.</summary>
    public const int CaseName = 128;

    /// <summary>Items in one page of anything that is paged by id; a page that was asked for larger is cut to this.</summary>
    public const int PageItems = 1_000;
}

/// <summary>One case of a stress: the moves, one after the other.</summary>
/// <param name="Name">What the answer calls it; no two cases have the same.</param>
public sealed record StressCase(string Name, IReadOnlyList<Shock> Shocks);

/// <summary>The figures of one book in every case, all from one market.</summary>
/// <param name="Version">The account's version that was evaluated, in every case.</param>
/// <param name="Market">The market from which every case starts.</param>
/// <param name="Before">As it is.</param>
/// <param name="Results">One per case, in the order in which they were asked.</param>
/// <param name="IsCurrent">False while the journal is not sound: the book is the last durable one, and may be behind.</param>
public sealed record StressReport(
    AccountId Account,
    long Version,
    MarketStamp Market,
    RuleVersion Rules,
    IReadOnlyList<PoolFigures> Before,
    IReadOnlyList<StressResult> Results,
    bool IsCurrent);

/// <summary>The figures in one case.</summary>
/// <param name="Pools">The same pools as before; empty where the case cannot be done, for then there is no figure.</param>
/// <param name="Problems">Why it cannot be done; empty where it can.</param>
public sealed record StressResult(string Case, IReadOnlyList<PoolFigures> Pools, IReadOnlyList<string> Problems);
