using MultiVenueMargin.Live.Subscriptions;

namespace MultiVenueMargin.Live.Tests.Subscriptions;

public sealed class DoorbellsTests
{
    private static JournalCursor Cursor(int partition, long position) => JournalCursor.At([KeyValuePair.Create(partition, position)]);

    [Fact]
    public void Wait_WhenItsPartitionAdvances_Ends()
    {
        var doorbells = new Doorbells(10);
        doorbells.Advanced(3, 5);
        var waiting = doorbells.WaitBeyond(Cursor(3, 5), CancellationToken.None);

        doorbells.Advanced(4, 1);
        doorbells.Ring();
        Assert.False(waiting.IsCompleted);
        doorbells.Advanced(3, 6);
        Assert.False(waiting.IsCompleted);
        doorbells.Ring();

        Assert.True(waiting.IsCompletedSuccessfully);
        Assert.Equal(0, doorbells.Waiting);
    }

    [Fact]
    public void Wait_WhenItIsBehindAlready_EndsAtOnce()
    {
        var doorbells = new Doorbells(10);
        doorbells.Advanced(3, 5);

        Assert.True(doorbells.WaitBeyond(Cursor(3, 4), CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void Wait_BeyondTheLastPlace_RingsForTheOldestForNothing()
    {
        var doorbells = new Doorbells(2);
        var waits = Enumerable.Range(0, 3).Select(_ => doorbells.WaitBeyond(Cursor(1, 0), CancellationToken.None)).ToList();

        Assert.Equal([true, false, false], waits.Select(wait => wait.IsCompleted));
        Assert.Equal(2, doorbells.Waiting);
    }

    [Fact]
    public async Task Wait_WhenCancelled_LeavesItsPlace()
    {
        var doorbells = new Doorbells(2);
        using var cancellation = new CancellationTokenSource();
        var waiting = doorbells.WaitBeyond(Cursor(1, 0), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, doorbells.Waiting);
    }
}
