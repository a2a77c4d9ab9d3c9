using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>
/// Holds a property against random books. The runs are the same every time; a failure is cut down, printed in full and named
/// by the number that <see cref="RandomBooks.Number"/> draws it by: with that it becomes an example test.
/// </summary>
internal static class BookProperty
{
    /// <summary>The long form runs where <c>MVM_FULL</c> is 1.</summary>
    public static bool IsFull => Environment.GetEnvironmentVariable("MVM_FULL") == "1";

    public static int Runs(int usually) => IsFull ? usually * 25 : usually;

    public static void Holds(int runs, Action<BookCase> property)
    {
        var books = Arb.From(Gen.Choose(1, 10_000_000).Select(RandomBooks.Number), RandomBooks.Shrink);
        Check.One(
            Config.QuickThrowOnFailure
                .WithMaxTest(Runs(runs))
                .WithQuietOnSuccess(true)
                .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(20_260_302UL), FSharpOption<int>.None))),
            Prop.ForAll(books, property));
    }
}
