using Grpc.Core;

namespace MultiVenueMargin.Grpc.Tests.Core;

public sealed class MetadataTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData(":path")]
    [InlineData("a\r\nb")]
    [InlineData("ä")]
    public void Key_WhenItIsNoHeaderName_IsRefused(string key) =>
        Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "value"));

    [Theory]
    [InlineData("two\r\nlines: injected")]
    [InlineData("\0")]
    [InlineData("naïve")]
    [InlineData("\x7f")]
    public void Value_WhenItIsNotPrintableAscii_IsRefused(string value) =>
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("key", value));

    [Fact]
    public void Value_WhenOfTheOtherKindThanItsName_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("key-bin", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("key", [1]));
        Assert.Throws<InvalidOperationException>(() => new Metadata.Entry("key-bin", [1]).Value);
    }

    [Fact]
    public void Get_WhenANameComesTwice_GivesTheLastAndGetAllBothInOrder()
    {
        var metadata = new Metadata { { "Key", "one" }, { "other", "x" }, { "key", "two" } };

        Assert.Equal("two", metadata.GetValue("KEY"));
        Assert.Equal(["one", "two"], metadata.GetAll("key").Select(entry => entry.Value));
        Assert.Null(metadata.Get("absent"));
    }

    [Fact]
    public void Empty_WhenAddedTo_Throws()
    {
        Assert.True(Metadata.Empty.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("key", "value"));
    }

    [Fact]
    public void Bytes_WhenChangedByWhoeverGaveOrTookThem_StayAsTheyWere()
    {
        byte[] given = [1, 2];
        var entry = new Metadata.Entry("key-bin", given);
        given[0] = 9;
        entry.ValueBytes[1] = 9;

        Assert.Equal([1, 2], entry.ValueBytes);
    }

    [Fact]
    public void Status_OfDefault_IsOk()
    {
        Assert.Equal(StatusCode.OK, default(Status).StatusCode);
        Assert.Equal("", default(Status).Detail);
    }
}
