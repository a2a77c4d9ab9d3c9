namespace MultiVenueMargin.EndToEnd.Tests.Examples;

/// <summary>An example by its file, which names the language that has to be here.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExampleFactAttribute : FactAttribute
{
    public ExampleFactAttribute(string file)
    {
        File = file;
        Skip = Path.GetExtension(file) == ".py" ? ForeignLanguage.WithoutPython : ForeignLanguage.WithoutNode;
    }

    public string File { get; }
}
