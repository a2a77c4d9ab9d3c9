using MultiVenueMargin.Accounts.Registers;

namespace MultiVenueMargin.Gateway.Callers;

/// <summary>What it takes to do something: one of these roles.</summary>
public sealed record Need(string Name, IReadOnlyList<Role> AnyOf)
{
    /// <summary>To see figures, accounts, calls and liquidations.</summary>
    public static readonly Need Look = new("look", [Role.Viewer, Role.Trader, Role.Risk, Role.Operator, Role.Auditor]);

    /// <summary>To act for the client.</summary>
    public static readonly Need Trade = new("trade", [Role.Trader]);

    /// <summary>To act for the house: policies, rules, calls, liquidations.</summary>
    public static readonly Need Judge = new("judge", [Role.Risk]);

    /// <summary>To open and close accounts, list instruments, register tenants.</summary>
    public static readonly Need Operate = new("operate", [Role.Operator]);

    /// <summary>To mend what a feed says wrongly: two persons.</summary>
    public static readonly Need Correct = new("correct", [Role.Operator, Role.Risk]);

    /// <summary>To bring feeds and quotes.</summary>
    public static readonly Need Feed = new("feed", [Role.Adapter]);

    /// <summary>To see how feeds stand.</summary>
    public static readonly Need WatchFeeds = new("watch feeds", [Role.Adapter, Role.Viewer, Role.Trader, Role.Risk, Role.Operator, Role.Auditor]);

    /// <summary>To be asked for liquidations and report on them.</summary>
    public static readonly Need Execute = new("execute", [Role.Executor]);

    /// <summary>To see requests to executors.</summary>
    public static readonly Need WatchRequests = new("watch requests", [Role.Executor, Role.Risk, Role.Operator]);

    /// <summary>To read the journal.</summary>
    public static readonly Need Audit = new("audit", [Role.Auditor]);

    /// <summary>To see markets, instruments and rules, and to compute with what one brings along: everybody who is known may.</summary>
    public static readonly Need BeKnown = new(
        "be known", [Role.Viewer, Role.Trader, Role.Risk, Role.Adapter, Role.Executor, Role.Operator, Role.Auditor]);
}
