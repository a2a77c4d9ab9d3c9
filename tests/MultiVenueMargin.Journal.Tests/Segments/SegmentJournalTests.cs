using System.Security.Cryptography;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Testing.Devices;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Segments;

public sealed class SegmentJournalTests
{
    private readonly SimulatedDevice _device = new(new Random(1));

    [Fact]
    public void Commit_WhenDurable_IsReadBackAfterReopening()
    {
        var driver = new Driver(_device);
        var outcome = driver.Commit(Stream(1), 0, Bytes("a"), Bytes(""), Bytes("c"));
        Assert.Equal((CommitResult.Durable, 1L, string.Empty), (outcome.Result, outcome.Position, outcome.Reason));

        _device.Crash();
        driver.Reopen();

        var entry = Assert.Single(driver.Read(Stream(1)));
        Assert.Equal((Stream(1), 1L, 1L, 3L, At(1)), (entry.Stream, entry.Position, entry.FirstVersion, entry.LastVersion, entry.At));
        Assert.Equal(["a", "", "c"], driver.Records(Stream(1)));
        Assert.Equal(default, entry.Previous);
        Assert.Equal(new StreamHead(Stream(1), 3, entry.Hash), driver.Journal.HeadOf(Stream(1)));
    }

    [Fact]
    public async Task Page_WhenAsManyAsThereCanBeAreAskedFor_HasAll()
    {
        var driver = new Driver(_device);
        driver.Append(Stream(1), "a");
        driver.Append(Stream(1), "b");

        Assert.Equal(2, (await driver.Journal.ReadPartitionAsync(Stream(1).Partition, 0, int.MaxValue, default)).Count);
        Assert.Single(await driver.Journal.ReadStreamAsync(Stream(1), 1, int.MaxValue, default));
    }

    [Fact]
    public void Hash_WhenRecomputedByHand_IsTheStoredOne()
    {
        var driver = new Driver(_device);
        driver.Append(StreamId.Register("x"), "one");
        driver.Append(StreamId.Register("x"), "zwei");

        // Format 1, length and name, first version, UTC ticks, records: written here by hand, not by the codec.
        byte[] first =
        [
            1, 10, 0, .. "register/x"u8, .. BitConverter.GetBytes(1L), .. BitConverter.GetBytes(At(1).UtcTicks), 1, 0, 0, 0, 3, 0, 0, 0, .. "one"u8,
        ];
        byte[] second =
        [
            1, 10, 0, .. "register/x"u8, .. BitConverter.GetBytes(2L), .. BitConverter.GetBytes(At(2).UtcTicks), 1, 0, 0, 0, 4, 0, 0, 0, .. "zwei"u8,
        ];
        var one = SHA256.HashData([.. new byte[32], .. first]);
        var two = SHA256.HashData([.. one, .. second]);
        Assert.Equal([Convert.ToHexStringLower(one), Convert.ToHexStringLower(two)], driver.Read(StreamId.Register("x")).Select(entry => entry.Hash.ToString()));
    }

    [Fact]
    public void Commits_WhenSubmittedTogether_ShareAGroupAndKeepTheirOrder()
    {
        var driver = new Driver(_device);
        for (var i = 0; i < 20; i++)
        {
            driver.Submit(Stream(1), i, Bytes($"{i}"));
        }

        var outcomes = driver.PollUntilQuiet();

        Assert.All(outcomes, outcome => Assert.Equal(CommitResult.Durable, outcome.Result));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), outcomes.Select(outcome => outcome.Position));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), driver.Records(Stream(1)));
    }

    [Fact]
    public void Commit_WhenAnotherWriterCameFirst_IsFencedAlone()
    {
        var driver = new Driver(_device);
        driver.Append(Stream(1), "first");
        var late = driver.Submit(Stream(1), 0, Bytes("late"));
        var other = driver.Submit(Stream(2), 0, Bytes("other"));

        var outcomes = driver.PollUntilQuiet();

        Assert.Equal(CommitResult.Fenced, Assert.Single(outcomes, outcome => outcome.Ticket == late).Result);
        Assert.Equal(CommitResult.Durable, Assert.Single(outcomes, outcome => outcome.Ticket == other).Result);
        Assert.Equal(["first"], driver.Records(Stream(1)));
    }

    [Fact]
    public void Commit_WhenBehindAFencedOne_IsFencedEvenIfTheVersionFits()
    {
        var driver = new Driver(_device);
        var first = driver.Submit(Stream(1), 0, Bytes("a"), Bytes("b"));
        // Another writer decided twice on version 0; by chance its second commit fits behind the first writer's two records.
        var fenced = driver.Submit(Stream(1), 0, Bytes("x"), Bytes("y"));
        var behind = driver.Submit(Stream(1), 2, Bytes("z"));

        var results = driver.PollUntilQuiet().ToDictionary(outcome => outcome.Ticket, outcome => outcome.Result);

        Assert.Equal((CommitResult.Durable, CommitResult.Fenced, CommitResult.Fenced), (results[first], results[fenced], results[behind]));
        Assert.Equal(["a", "b"], driver.Records(Stream(1)));
        driver.Append(Stream(1), "z");
        Assert.Equal(["a", "b", "z"], driver.Records(Stream(1)));
    }

    [Fact]
    public void Commit_WhenPendingHeadIsAhead_IsFencedBeforeAnythingIsDurable()
    {
        var driver = new Driver(_device);
        driver.Submit(Stream(1), 0, Bytes("a"));
        var second = driver.Submit(Stream(1), 0, Bytes("b"));

        Assert.Equal(CommitResult.Fenced, Assert.Single(driver.PollUntilQuiet(), outcome => outcome.Ticket == second).Result);
    }

    [Fact]
    public void Commit_WhenTooMuchIsUnderWay_IsRefusedWithoutAnOutcome()
    {
        var driver = new Driver(_device, SmallSegments with { InFlightCommits = 3 });
        for (var i = 0; i < 3; i++)
        {
            driver.Submit(Stream(i), 0, Bytes("x"));
        }

        Assert.False(driver.Journal.TrySubmit(99, new Commit(Stream(9), 0, At(0), [Bytes("x")])));
        Assert.Equal(3, driver.PollUntilQuiet().Count);
        driver.Append(Stream(9), "x");
    }

    [Fact]
    public void Commit_WhenBytesUnderWayExceedTheLimit_IsRefusedUntilThereIsRoom()
    {
        var driver = new Driver(_device, SmallSegments with { InFlightBytes = 10_000 });
        driver.Submit(Stream(1), 0, new byte[6000]);
        Assert.False(driver.Journal.TrySubmit(99, new Commit(Stream(2), 0, At(0), [new byte[6000]])));
        driver.PollUntilQuiet();
        Assert.Equal(CommitResult.Durable, driver.Commit(Stream(2), 0, new byte[6000]).Result);
    }

    [Fact]
    public void Commit_WhenBeyondTheLargest_Fails()
    {
        var driver = new Driver(_device);
        Assert.Equal(CommitResult.Failed, driver.Commit(Stream(1), 0, new byte[8193]).Result);
        Assert.Equal(0, driver.Journal.HeadOf(Stream(1)).Version);
        Assert.True(driver.Journal.Health.IsSound);
    }

    [Fact]
    public void Commit_WhenItNamesNothing_Throws()
    {
        var journal = new Driver(_device).Journal;
        Assert.Throws<ArgumentException>(() => journal.TrySubmit(1, new Commit(default, 0, At(0), [Bytes("x")])));
        Assert.Throws<ArgumentException>(() => journal.TrySubmit(1, new Commit(Stream(1), 0, At(0), [])));
        Assert.Throws<ArgumentException>(() => journal.TrySubmit(1, new Commit(Stream(1), -1, At(0), [Bytes("x")])));
    }

    [Fact]
    public void Poll_WhenNothingWasSynced_ReportsNothingDurable()
    {
        var device = new SimulatedDevice(new Random(3)) { MostPolls = 0 };
        var driver = new Driver(device);
        device.MostPolls = 50;
        driver.Submit(Stream(1), 0, Bytes("x"));
        var outcomes = new List<CommitOutcome>();
        driver.Journal.Poll(outcomes);
        Assert.Empty(outcomes);
        Assert.Equal(0, driver.Journal.HeadOf(Stream(1)).Version);
        Assert.Empty(driver.Read(Stream(1)));
        Assert.Equal(CommitResult.Durable, Assert.Single(driver.PollUntilQuiet()).Result);
    }

    [Fact]
    public void Segments_WhenFull_AreFollowedByTheNext()
    {
        var driver = new Driver(_device);
        var random = new Random(7);
        var written = new List<(StreamId Stream, byte[] Record)>();
        for (var i = 0; i < 300; i++)
        {
            var record = new byte[random.Next(1500)];
            random.NextBytes(record);
            var stream = Stream(random.Next(5));
            written.Add((stream, record));
            Assert.Equal(CommitResult.Durable, driver.Commit(stream, driver.Journal.HeadOf(stream).Version, record).Result);
        }

        Assert.True(_device.List().Count > 5);
        driver.Reopen();

        var partition = Stream(1).Partition;
        Assert.Equal(300, driver.Journal.LastPositionOf(partition));
        var read = driver.Read(partition);
        Assert.Equal(written.Select(each => (each.Stream, Convert.ToHexString(each.Record))), read.Select(each => (each.Stream, Convert.ToHexString(each.Records[0].Span))));
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), read.Select(each => each.Position));

        // Every page of every size is a slice of the whole.
        for (var max = 1; max < 100; max += 13)
        {
            for (var after = 0; after < 300; after += 7)
            {
                Assert.Equal(
                    read.Skip(after).Take(max).Select(each => each.Hash),
                    driver.Read(partition, after, max).Select(each => each.Hash));
            }
        }

        foreach (var stream in Enumerable.Range(0, 5).Select(Stream))
        {
            var whole = read.Where(each => each.Stream == stream).ToArray();
            for (var after = 0; after <= whole.Length; after += 5)
            {
                Assert.Equal(whole.Skip(after).Take(10).Select(each => each.Hash), driver.Read(stream, after, 10).Select(each => each.Hash));
            }
        }
    }

    [Fact]
    public void ReadStream_WhenAfterIsWithinAnEntry_ReturnsThatEntry()
    {
        var driver = new Driver(_device);
        driver.Commit(Stream(1), 0, Bytes("a"), Bytes("b"), Bytes("c"));
        driver.Commit(Stream(1), 3, Bytes("d"));
        Assert.Equal([1L, 4L], driver.Read(Stream(1), 1).Select(entry => entry.FirstVersion));
        Assert.Equal([4L], driver.Read(Stream(1), 3).Select(entry => entry.FirstVersion));
        Assert.Empty(driver.Read(Stream(1), 4));
    }

    [Fact]
    public void Positions_WhenStreamsLieInSeveralPartitions_AreCountedPerPartition()
    {
        var driver = new Driver(_device);
        driver.Append(StreamId.Register("a"), "1");
        driver.Append(StreamId.Market("a"), "1");
        driver.Append(StreamId.Register("b"), "1");
        Assert.Equal(2, driver.Journal.LastPositionOf(StreamId.RegisterPartition));
        Assert.Equal(1, driver.Journal.LastPositionOf(StreamId.MarketPartition));
        Assert.Equal(["market/a", "register/a", "register/b"], driver.Journal.Heads().Select(head => head.Stream.Code));
    }

    [Fact]
    public void Open_WhenRepeatedWithoutWriting_TakesNoMoreRoom()
    {
        var driver = new Driver(_device);
        driver.Append(Stream(1), "x");
        driver.Reopen();
        driver.Reopen();
        var files = _device.List().Count;
        for (var i = 0; i < 5; i++)
        {
            driver.Reopen();
        }

        Assert.Equal(files, _device.List().Count);
        Assert.Equal(["x"], driver.Records(Stream(1)));
    }

    [Fact]
    public void Options_WhenSegmentsAreTooSmallForTheLargestCommit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => SegmentJournal.Open(_device, SmallSegments with { CommitBytes = 32 * 1024 }));
        Assert.Throws<ArgumentException>(() => SegmentJournal.Open(_device, SmallSegments with { SectorBytes = 500 }));
        Assert.Throws<ArgumentException>(() => SegmentJournal.Open(_device, SmallSegments with { SegmentBytes = 1000 }));
        Assert.Throws<ArgumentException>(() => SegmentJournal.Open(_device, SmallSegments with { InFlightBytes = 1 }));
    }
}
