using Google.Protobuf;
using Google.Protobuf.Reflection;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Contracts.Tests.Contract;

/// <summary>
/// The contract against the one that was committed last (protos/multivenuemargin.v1.binpb; docs/HACKING.md says how to renew it), and that
/// everything in it is said in words.
/// </summary>
public sealed class ContractTests
{
    private static readonly string Committed = Path.Combine(RepositoryFolder.Root, "protos", "multivenuemargin.v1.binpb");

    /// <summary>Written by the build, with the comments.</summary>
    private static readonly string Described = Path.Combine(AppContext.BaseDirectory, "contract.binpb");

    [Fact]
    public void Contract_WhenComparedWithTheCommittedOne_BreaksNothing()
    {
        var breaks = ContractChanges.Breaking(ReadSet(Committed), Present());

        Assert.True(breaks.Count == 0, string.Join('\n', breaks));
    }

    [Fact]
    public void Contract_WhenItHasGrown_IsCommittedAsItIs()
    {
        var breaks = ContractChanges.Breaking(Present(), ReadSet(Committed));

        Assert.True(breaks.Count == 0, $"Renew protos/multivenuemargin.v1.binpb as docs/HACKING.md says; it does not have:\n{string.Join('\n', breaks)}");
    }

    [Fact]
    public void Contract_WhenRead_IsThePlatformsAndThoseItRestates() => Assert.Equal(
        ["google.rpc", "grpc.health.v1", "grpc.reflection.v1", "grpc.reflection.v1alpha", "multivenuemargin.v1"],
        ContractFiles.All.Select(file => file.Package).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("multivenuemargin/v1/book.proto is gone")]
    [InlineData("multivenuemargin.v1.Position.quantity (4) is gone, and its number and name are not reserved")]
    [InlineData("multivenuemargin.v1.Position.quantity: name was quantity and is amount")]
    [InlineData("multivenuemargin.v1.Position.quantity: type was String  and is Double ")]
    [InlineData("multivenuemargin.v1.Position.quantity: label was Optional and is Repeated")]
    [InlineData("multivenuemargin.v1.Position is gone")]
    [InlineData("multivenuemargin.v1.OrderSide.ORDER_SIDE_ASK (2) is gone, and its number and name are not reserved")]
    [InlineData("multivenuemargin.v1.FeedService.Connect is gone")]
    [InlineData("multivenuemargin.v1.FeedService.Connect: responses stream was True and is False")]
    [InlineData("multivenuemargin.v1.FeedFact.balance: oneof was fact and is none")]
    [InlineData("multivenuemargin.v1.Position no longer reserves \"old\"")]
    public void Change_WhenItBreaks_IsNamed(string expected)
    {
        var (before, after) = (Present(), Present());
        var book = after.File.Single(file => file.Name.EndsWith("/book.proto", StringComparison.Ordinal));
        var feed = after.File.Single(file => file.Name.EndsWith("/feed_service.proto", StringComparison.Ordinal));
        var position = book.MessageType.Single(message => message.Name == "Position");
        var quantity = position.Field.Single(field => field.Name == "quantity");
        switch (expected)
        {
            case "multivenuemargin/v1/book.proto is gone":
                after.File.Remove(book);
                break;
            case var gone when gone.StartsWith("multivenuemargin.v1.Position.quantity (4)", StringComparison.Ordinal):
                position.Field.Remove(quantity);
                break;
            case var named when named.Contains("name was", StringComparison.Ordinal):
                quantity.Name = "amount";
                break;
            case var retyped when retyped.Contains("type was", StringComparison.Ordinal):
                quantity.Type = FieldDescriptorProto.Types.Type.Double;
                break;
            case var repeated when repeated.Contains("label was", StringComparison.Ordinal):
                quantity.Label = FieldDescriptorProto.Types.Label.Repeated;
                break;
            case "multivenuemargin.v1.Position is gone":
                book.MessageType.Remove(position);
                break;
            case var member when member.Contains("ORDER_SIDE_ASK", StringComparison.Ordinal):
                book.EnumType.Single(each => each.Name == "OrderSide").Value.RemoveAt(2);
                break;
            case "multivenuemargin.v1.FeedService.Connect is gone":
                feed.Service[0].Method.RemoveAt(0);
                break;
            case var stream when stream.Contains("responses stream", StringComparison.Ordinal):
                feed.Service[0].Method[0].ServerStreaming = false;
                break;
            case var oneof when oneof.Contains("oneof was", StringComparison.Ordinal):
                feed.MessageType.Single(each => each.Name == "FeedFact").Field[0].ClearOneofIndex();
                break;
            default:
                before.File.Single(file => file.Name == book.Name).MessageType.Single(each => each.Name == "Position").ReservedName.Add("old");
                break;
        }

        Assert.Contains(expected, ContractChanges.Breaking(before, after));
    }

    [Fact]
    public void Field_WhenItIsGivenUpAndReserved_BreaksNothing()
    {
        var after = Present();
        var position = after.File.SelectMany(file => file.MessageType).Single(message => message.Name == "Position");
        position.Field.Remove(position.Field.Single(field => field.Name == "quantity"));
        position.ReservedName.Add("quantity");
        position.ReservedRange.Add(new DescriptorProto.Types.ReservedRange { Start = 4, End = 5 });

        Assert.Empty(ContractChanges.Breaking(Present(), after));
    }

    // Of the platform's own files: the others are restated with as much as it takes to use them.
    [Fact]
    public void Elements_WhenInTheContract_AreAllSaidInWords()
    {
        var described = ReadSet(Described);
        var own = described.File.Where(file => file.Package == "multivenuemargin.v1").ToList();

        Assert.Equal(ContractFiles.Own.Count, own.Count);
        Assert.Empty(own.SelectMany(Uncommented));
    }

    [Fact]
    public void Comment_WhenItIsMissing_IsNoticed()
    {
        var file = ReadSet(Described).File.Single(each => each.Name.EndsWith("/book.proto", StringComparison.Ordinal));
        Assert.Empty(Uncommented(file));

        file.SourceCodeInfo.Location.Single(each => each.Path.SequenceEqual([4, 0, 2, 0])).ClearLeadingComments();

        Assert.Equal([$"{file.Name}: {file.MessageType[0].Name}.{file.MessageType[0].Field[0].Name}"], Uncommented(file));
    }

    private static FileDescriptorSet Present() => new() { File = { ContractFiles.Own.Select(file => file.ToProto()) } };

    /// <summary>The platform's own files of a set; google.protobuf is its own history.</summary>
    private static FileDescriptorSet ReadSet(string path)
    {
        var all = FileDescriptorSet.Parser.ParseFrom(File.ReadAllBytes(path));
        return new FileDescriptorSet { File = { all.File.Where(file => file.Package == "multivenuemargin.v1") } };
    }

    /// <summary>Elements by the path that descriptor.proto gives them: 4 messages, 5 enums, 6 services; within a message 2 fields, 3 messages, 4 enums, 8 oneofs.</summary>
    private static IEnumerable<string> Uncommented(FileDescriptorProto file)
    {
        var commented = file.SourceCodeInfo.Location
            .Where(location => !string.IsNullOrWhiteSpace(location.LeadingComments))
            .Select(location => string.Join('.', location.Path))
            .ToHashSet(StringComparer.Ordinal);
        var elements = file.MessageType.SelectMany((message, at) => ElementsOf(message, $"4.{at}", ""))
            .Concat(file.EnumType.SelectMany((each, at) => ElementsOf(each, $"5.{at}", "")))
            .Concat(file.Service.SelectMany((service, at) => service.Method
                .Select((method, call) => ($"6.{at}.2.{call}", $"{service.Name}.{method.Name}"))
                .Prepend(($"6.{at}", service.Name))));
        return elements.Where(element => !commented.Contains(element.Item1)).Select(element => $"{file.Name}: {element.Item2}");
    }

    private static IEnumerable<(string Path, string Name)> ElementsOf(DescriptorProto message, string path, string prefix)
    {
        var name = prefix + message.Name;
        return message.Field.Select((field, at) => ($"{path}.2.{at}", $"{name}.{field.Name}"))
            .Concat(message.OneofDecl
                .Select((oneof, at) => ($"{path}.8.{at}", $"{name}.{oneof.Name}"))
                .Where(oneof => !oneof.Item2.Contains("._", StringComparison.Ordinal)))
            .Concat(message.NestedType.SelectMany((nested, at) => ElementsOf(nested, $"{path}.3.{at}", $"{name}.")))
            .Concat(message.EnumType.SelectMany((nested, at) => ElementsOf(nested, $"{path}.4.{at}", $"{name}.")))
            .Prepend((path, name));
    }

    private static IEnumerable<(string Path, string Name)> ElementsOf(EnumDescriptorProto list, string path, string prefix) =>
        list.Value.Select((value, at) => ($"{path}.2.{at}", $"{prefix}{list.Name}.{value.Name}")).Prepend((path, prefix + list.Name));
}
