namespace MultiVenueMargin.Conventions.Tests;

public sealed class TypesTests
{
    // A ratchet: these hold more than one class with behaviour. Take a line away when you split one; add none.
    private static readonly string[] FilesWithSeveralClasses = [];

    [Fact]
    public void Class_WhenDeclared_IsSealedStaticOrAbstract() =>
        Findings.None(
            // BenchmarkDotNet derives from the classes it measures.
            Repository.CSharp.Where(file => !file.Name.StartsWith("tests/MultiVenueMargin.Benchmarks/", StringComparison.Ordinal)),
            OpenClasses,
            "Classes are sealed, or abstract with their family beside them:");

    [Fact]
    public void Struct_WhenDeclared_IsReadonly() =>
        Findings.None(Repository.Product, ChangeableStructs, "A struct is a value: readonly, and a record struct unless its layout is the point:");

    [Fact]
    public void File_WhenItHoldsSeveralTypes_IsAFamilyOfRecords() =>
        Findings.None(
            Repository.Product.Where(file => !FilesWithSeveralClasses.Contains(file.Name)),
            CrowdedFiles,
            "One type per file; a small closed family of records and enums may share one:");

    [Fact]
    public void PublicType_WhenInDomainOrRisk_HasASummary() =>
        Findings.None(
            Repository.Product.Where(file => file.Name.Contains(".Domain/", StringComparison.Ordinal) || file.Name.Contains(".Risk/", StringComparison.Ordinal)),
            Undocumented,
            "What crosses a project boundary is documented:");

    [Fact]
    public void Rules_WhenBroken_FindIt()
    {
        static SourceFile Text(string text) => new("made-up.cs", text);

        Findings.Tells(OpenClasses, bad: Text("public class A;"), good: Text("public sealed class A;"));
        Findings.Tells(OpenClasses, bad: Text("internal partial record A(int B);"), good: Text("public abstract record A;"));
        Findings.Tells(ChangeableStructs, bad: Text("public record struct A(int B);"), good: Text("public readonly record struct A(int B);"));
        Findings.Tells(ChangeableStructs, bad: Text("[Serializable]\npublic struct A;"), good: Text("[InlineArray(4)]\npublic struct A;"));
        Findings.Tells(
            CrowdedFiles,
            bad: Text("public sealed class A;\npublic static class B;"),
            good: Text("public sealed class A;\npublic sealed record B;\npublic enum C;"));
        Findings.Tells(
            Undocumented,
            bad: Text("/// <remarks>Not a summary.</remarks>\npublic enum A;"),
            good: Text("/// <summary>One\n/// two.</summary>\n[Flags]\npublic enum A;"));
    }

    private static IEnumerable<string> OpenClasses(SourceFile file) =>
        from type in TypeDeclaration.In(file)
        where type.Kind is "class" or "record" or "record class"
        where !type.Is("sealed") && !type.Is("static") && !type.Is("abstract")
        select type.Says("is open");

    private static IEnumerable<string> ChangeableStructs(SourceFile file) =>
        from type in TypeDeclaration.In(file)
        where type.Kind is "struct" or "record struct"
        where !type.Is("readonly")
        // The compiler refuses a readonly one.
        where type.LineIndex == 0 || !file.Lines[type.LineIndex - 1].StartsWith("[InlineArray(", StringComparison.Ordinal)
        select type.Says("is not readonly");

    private static IEnumerable<string> CrowdedFiles(SourceFile file)
    {
        string[] classes = [.. TypeDeclaration.In(file).Where(type => type.Kind is "class" or "interface" or "struct").Select(type => type.Name).Distinct()];
        return classes.Length > 1 ? [$"{file.Name} holds {string.Join(", ", classes)}"] : [];
    }

    private static IEnumerable<string> Undocumented(SourceFile file)
    {
        foreach (TypeDeclaration type in TypeDeclaration.In(file).Where(type => type.Is("public")))
        {
            string comment = string.Join('\n', file.Lines.Take(type.LineIndex).Reverse()
                .SkipWhile(line => line.StartsWith('[') || line.EndsWith(']'))
                .TakeWhile(line => line.StartsWith("///", StringComparison.Ordinal)));
            if (!comment.Contains("<summary>", StringComparison.Ordinal) && !comment.Contains("<inheritdoc", StringComparison.Ordinal))
            {
                yield return type.Says("has no summary");
            }
        }
    }
}
