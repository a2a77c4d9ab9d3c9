using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Live.Subscriptions;

namespace MultiVenueMargin.Live.Tests.Subscriptions;

public sealed class JournalCursorTests
{
    [Fact]
    public void Cursor_WhenClosedAndOpened_HasTheSamePositions()
    {
        var random = new Random(20_261_121);
        for (var i = 0; i < 200; i++)
        {
            var positions = Enumerable.Range(0, StreamId.Partitions).Where(_ => random.Next(3) == 0)
                .ToDictionary(partition => partition, _ => random.NextInt64());
            CursorWitness? witness = random.Next(2) == 0
                ? null
                : new CursorWitness(random.Next(StreamId.Partitions), random.NextInt64(1, long.MaxValue), World.Start.AddTicks(random.Next()), random.NextInt64());

            Assert.True(JournalCursor.TryParse(JournalCursor.At(positions).With(witness).Close(), out var opened));
            Assert.Equal(witness, opened.Witness);

            Assert.Equal(positions.OrderBy(entry => entry.Key), opened.Positions.OrderBy(entry => entry.Key));
        }
    }

    [Theory]
    [InlineData("?")]
    [InlineData("AA")]
    [InlineData("AQH_")]
    [InlineData("AgA")]
    [InlineData("AQAA")]
    [InlineData("AQGEAQI")] // partition 66, of 0 to 65
    [InlineData("f.AQ4C")] // a mark of figures
    [InlineData("AgABAAAAAAAAAAAAAAA")] // a witness at no position
    public void Cursor_WhenItIsNone_IsRefused(string text) => Assert.False(JournalCursor.TryParse(new Cursor(text), out _));

    [Fact]
    public void Cursor_AtTheBeginning_HasNoPosition()
    {
        Assert.True(JournalCursor.TryParse(Cursor.Beginning, out var opened));

        Assert.Empty(opened.Positions);
        Assert.Equal(0, opened.PositionOf(3));
    }
}
