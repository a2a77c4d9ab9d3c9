using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Accounts.Books;

/// <summary>The margin of every pool before and after something that a command asks for.</summary>
internal static class BookComparison
{
    /// <summary>Why a pool may not be left as it would be; absent when all may.</summary>
    public static CommandRefused? RefusalOf(Turn turn, string field, BookBuilder.PoolOf after)
    {
        if (turn.Context.Market is not { } market)
        {
            return new CommandRefused(Refusal.Unknown, field, "There is no market or no rules in force: nothing can be said of margin.");
        }

        // What is larger than anything can be, or told twice over, is no figure to give something on. A sound book always evaluates.
        var afterBook = BookBuilder.Of(turn.Account, turn.Now, after);
        if (BookCheck.Check(afterBook, market.Market) is [var finding, ..])
        {
            return new CommandRefused(Refusal.Unknown, field, $"The book is not sound: {finding}");
        }

        var report = WhatIfAnalysis.Compare(turn.Account.BookAt(turn.Now), afterBook, market);
        return report.Passes ? null : new CommandRefused(Refusal.MarginInsufficient, field, string.Join("; ", report.Reasons));
    }
}
