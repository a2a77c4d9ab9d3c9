using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Accounts.Margins;

/// <summary>
/// Evaluates the accounts of one loop in double with bounds, one at a time: a market in rows for each rule set, filled when another is asked
/// of, and the memory to do it in. Most looks at most accounts decide nothing, and this tells so without the report. A book is compiled when it
/// is looked at for the second time: one that changes with every look has its report. Where nothing but figures and ages has changed since, it
/// is patched at the first.
/// </summary>
public sealed class QuickMargin
{
    /// <summary>Rule sets whose markets are kept; beyond it the one that was made first goes.</summary>
    private const int MostMarkets = 16;

    private readonly HotScratch _scratch = new();
    private readonly List<HotMarket> _markets = [];

    /// <param name="book">The book of the account at this moment, where it is at hand; where it is not and is needed, it comes back.</param>
    internal QuickFigures Evaluate(Account account, QuickBook held, TurnContext context, ref Book? book)
    {
        if (context.Market is not { } priced || held.IsDistrusted)
        {
            return default;
        }

        var hasSeen = held.HasSeen(account);
        var market = MarketOf(priced);
        if (!IsCurrent(account, held, market, context, ref book))
        {
            if (!hasSeen)
            {
                return default;
            }

            Compile(account, held, market, book ??= account.BookAt(context.Now));
        }

        var figures = Evaluate(held, market);
        if (!figures.IsEmpty && figures.Pools[0].Gap == HotGap.OutOfDate)
        {
            Compile(account, held, market, book ??= account.BookAt(context.Now));
            figures = Evaluate(held, market);
        }

        return figures;
    }

    /// <summary>The same without compiling anything: for who makes the report anyway, and holds it against this.</summary>
    internal QuickFigures EvaluateAsCompiled(Account account, QuickBook held, TurnContext context, ref Book? book) =>
        context.Market is { } priced && MarketOf(priced) is var market && IsCurrent(account, held, market, context, ref book)
            ? Evaluate(held, market)
            : default;

    /// <summary>Whether what is held is of this account at this version, or could be made so by a patch.</summary>
    private static bool IsCurrent(Account account, QuickBook held, HotMarket market, TurnContext context, ref Book? book)
    {
        if (held.IsOf(account, market))
        {
            return true;
        }

        if (!held.IsCompiledFor(market))
        {
            return false;
        }

        try
        {
            return held.TryPatch(account, market, book ??= account.BookAt(context.Now));
        }
        catch (Exception refusal) when (IsTooLarge(refusal))
        {
            return false;
        }
    }

    private QuickFigures Evaluate(QuickBook held, HotMarket market) => held.Compiled is { } compiled
        ? new QuickFigures(compiled, market, HotHouse.Evaluate(compiled, market, _scratch))
        : default;

    private static void Compile(Account account, QuickBook held, HotMarket market, Book book)
    {
        try
        {
            held.Keep(account, market, book, BookCompiler.Compile(book, market));
        }
        catch (Exception refusal) when (IsTooLarge(refusal))
        {
            held.Keep(account, market, book, null);
        }
    }

    /// <summary>Larger than anything can be: the report says what is wrong with it.</summary>
    private static bool IsTooLarge(Exception refusal) => refusal is OverflowException or ArgumentOutOfRangeException;

    private HotMarket MarketOf(PricedMarket priced)
    {
        foreach (var market in _markets)
        {
            if (ReferenceEquals(market.Priced, priced))
            {
                return market;
            }
        }

        if (_markets.Find(market => market.Fits(priced)) is { } fitting)
        {
            fitting.Fill(priced);
            return fitting;
        }

        // Of the same rules with other instruments there is nothing more to come.
        _markets.RemoveAll(market => ReferenceEquals(market.Priced.Rules, priced.Rules));
        if (_markets.Count == MostMarkets)
        {
            _markets.RemoveAt(0);
        }

        var made = new HotMarket(priced);
        _markets.Add(made);
        return made;
    }
}
