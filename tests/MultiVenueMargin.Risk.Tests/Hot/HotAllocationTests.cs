using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.Tests.Properties;

namespace MultiVenueMargin.Risk.Tests.Hot;

/// <summary>Evaluation touches arrays that are there already.</summary>
public sealed class HotAllocationTests
{
    [Fact]
    public void Evaluate_WhenTheScratchHasGrown_AllocatesNothing()
    {
        var scratch = new HotScratch();
        for (var number = 1; number <= 60; number++)
        {
            var drawn = RandomBooks.Number(number);
            var market = new HotMarket(drawn.Priced);
            var book = BookCompiler.Compile(drawn.Book, market);
            HotHouse.Evaluate(book, market, scratch);
            HotHouse.Evaluate(book, market, scratch);

            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++)
            {
                HotHouse.Evaluate(book, market, scratch);
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }
}
