using MultiVenueMargin.Testing.Devices;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Segments;

/// <summary>A device that refuses is never taken for one that did as it was told.</summary>
public sealed class DeviceFaultTests
{
    private readonly SimulatedDevice _device = new(new Random(21));

    [Theory]
    [InlineData(DeviceFault.FailingWrite)]
    [InlineData(DeviceFault.ShortWrite)]
    [InlineData(DeviceFault.NoSpaceToWrite)]
    [InlineData(DeviceFault.FailingSync)]
    [InlineData(DeviceFault.FailingSyncThatLoses)]
    public void Group_WhenItsWriteOrSyncFails_IsUncertainAndTheJournalStops(DeviceFault fault)
    {
        var driver = new Driver(_device);
        driver.Append(Stream(1), "kept");
        _device.FailNext(fault);
        var inGroup = driver.Submit(Stream(1), 1, Bytes("doubtful"));
        driver.Journal.Poll([]);
        var behind = driver.Submit(Stream(1), 2, Bytes("behind"));
        var other = driver.Submit(Stream(2), 0, Bytes("other"));

        var outcomes = driver.PollUntilQuiet().ToDictionary(outcome => outcome.Ticket);

        Assert.Equal(1, _device.Occurred[fault]);
        Assert.Equal(CommitResult.Uncertain, outcomes[inGroup].Result);
        Assert.Equal(CommitResult.Failed, outcomes[behind].Result);
        Assert.Equal(CommitResult.Failed, outcomes[other].Result);
        Assert.False(driver.Journal.Health.IsSound);
        Assert.Equal(CommitResult.Failed, driver.Commit(Stream(3), 0, Bytes("refused")).Result);
        Assert.Equal(["kept"], driver.Records(Stream(1)));

        driver.Rest();
        Assert.True(driver.Journal.TryReopen());
        Assert.True(driver.Journal.Health.IsSound);

        // Whatever became of it, it stays so: what reads show after a failed sync may not be on the disk.
        var version = driver.Journal.HeadOf(Stream(1)).Version;
        Assert.Equal(0, driver.Journal.HeadOf(Stream(2)).Version);
        Assert.InRange(version, 1, 2);
        Assert.Equal(CommitResult.Durable, driver.Commit(Stream(1), version, Bytes("next")).Result);
        _device.Crash();
        driver.Reopen();
        Assert.Equal(version == 1 ? ["kept", "next"] : (string[])["kept", "doubtful", "next"], driver.Records(Stream(1)));
    }

    [Fact]
    public void FailedSync_WhenItsBytesAreStillShown_DoesNotMakeThemDurableByItself()
    {
        var driver = new Driver(_device);
        driver.Append(Stream(1), "kept");
        _device.FailNext(DeviceFault.FailingSyncThatLoses);
        Assert.Equal(CommitResult.Uncertain, driver.Commit(Stream(1), 1, Bytes("shown, not there")).Result);
        driver.Rest();
        Assert.True(driver.Journal.TryReopen());

        // It could be read, so it was written again, elsewhere, before it was taken for durable.
        Assert.Equal(2, driver.Journal.HeadOf(Stream(1)).Version);
        Assert.Contains(_device.DurableImage(), file => file.Key != "0000000001.segment" && file.Value.AsSpan().IndexOf("shown, not there"u8) > 0);
        _device.Crash();
        driver.Reopen();
        Assert.Equal(["kept", "shown, not there"], driver.Records(Stream(1)));
    }

    [Fact]
    public void NextSegment_WhenThereIsNoRoom_FailsCommitsUntilThereIs()
    {
        _device.Capacity = 2 * SmallSegments.SegmentBytes;
        var driver = new Driver(_device);
        var durable = 0;
        for (; driver.Journal.Health.IsSound; durable++)
        {
            var outcome = driver.Commit(Stream(1), durable, new byte[3000]);
            if (outcome.Result != CommitResult.Durable)
            {
                // Nothing of it was written: not even in doubt.
                Assert.Equal(CommitResult.Failed, outcome.Result);
                break;
            }
        }

        Assert.InRange(durable, 15, 21);
        Assert.Contains("NoSpace", driver.Journal.Health.Failure, StringComparison.Ordinal);
        Assert.False(driver.Journal.TryReopen());
        Assert.False(driver.Journal.Health.IsSound);
        Assert.Equal(durable, driver.Read(Stream(1)).Count);

        _device.Capacity = 10 * SmallSegments.SegmentBytes;
        Assert.True(driver.Journal.TryReopen());
        Assert.Equal(CommitResult.Durable, driver.Commit(Stream(1), durable, Bytes("x")).Result);
        driver.Reopen();
        Assert.Equal(durable + 1, driver.Read(Stream(1)).Count);
    }

    [Theory]
    [InlineData(DeviceFault.FailingRename)]
    [InlineData(DeviceFault.NoSpaceToCreate)]
    [InlineData(DeviceFault.FailingWrite)]
    [InlineData(DeviceFault.FailingSync)]
    [InlineData(DeviceFault.FailingRead)]
    public void Reopening_WhenTheDeviceStillRefuses_IsTriedAgainLater(DeviceFault fault)
    {
        var driver = new Driver(_device);
        driver.Append(Stream(1), "kept");
        _device.FailNext(DeviceFault.FailingWrite);
        driver.Commit(Stream(1), 1, Bytes("lost"));
        driver.Rest();
        _device.FailNext(fault);

        Assert.False(driver.Journal.TryReopen());
        Assert.False(driver.Journal.Health.IsSound);
        Assert.True(driver.Journal.TryReopen());
        driver.Append(Stream(1), "next");
        driver.Reopen();
        Assert.Equal(["kept", "next"], driver.Records(Stream(1)));
    }

    [Fact]
    public void Sync_WhenItLies_IsFoundOutAfterTheCrash()
    {
        var seen = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var device = new SimulatedDevice(new Random(seed));
            var driver = new Driver(device);
            driver.Append(Stream(1), "one");
            device.FailNext(DeviceFault.LyingSync);
            driver.Append(Stream(1), "two");
            driver.Append(Stream(1), "three");
            device.Crash();
            var corrupt = Assert.Throws<JournalCorruptedException>(driver.Reopen);
            Assert.Equal("0000000001.segment", corrupt.File);
            seen++;
        }

        Assert.Equal(40, seen);
    }

    [Theory]
    [InlineData(DeviceFault.LostWrite)]
    [InlineData(DeviceFault.MisdirectedWrite)]
    public void Write_WhenItGoesAstrayUnnoticed_IsFoundOutBeforeAnythingWrongIsServed(DeviceFault fault)
    {
        var found = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var device = new SimulatedDevice(new Random(seed));
            var driver = new Driver(device);
            string[] records = ["one", "two", "three", "four"];
            foreach (var (i, record) in records.Index())
            {
                if (i == 2)
                {
                    device.FailNext(fault);
                }

                driver.Append(Stream(1), record);
            }

            driver.Rest();
            try
            {
                driver.Reopen();
                Assert.Equal(records, driver.Records(Stream(1)));
            }
            catch (JournalCorruptedException)
            {
                found++;
            }
        }

        Assert.InRange(found, 30, 60);
    }
}
