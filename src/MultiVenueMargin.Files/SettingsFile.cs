using System.Text.Json.Nodes;

namespace MultiVenueMargin.Files;

/// <summary>
/// <c>settings.json</c>: what somebody who runs a program sets otherwise than it is. Which settings there are is the program's list; a file names those that differ.
/// </summary>
public static class SettingsFile
{
    public const string Schema = "mvm-settings/1";

    /// <param name="file">The file's name.</param>
    /// <param name="otherwise">What is not named stays as it is here.</param>
    /// <param name="settings">All that may be set.</param>
    public static Loaded<T> Load<T>(string file, T otherwise, IReadOnlyList<Setting<T>> settings)
        where T : class => JsonFile.Load(file, Schema, members => Read(members, otherwise, settings), static _ => []);

    /// <summary>The same from bytes that are already here.</summary>
    public static Loaded<T> Parse<T>(string file, ReadOnlyMemory<byte> json, T otherwise, IReadOnlyList<Setting<T>> settings)
        where T : class => JsonFile.Parse(file, json, Schema, members => Read(members, otherwise, settings), static _ => []);

    /// <summary>Every setting as it is, as a file that reads as the same options.</summary>
    public static string Write<T>(T options, IReadOnlyList<Setting<T>> settings)
        where T : class
    {
        var document = new JsonObject { ["schema"] = Schema };
        foreach (var setting in settings)
        {
            var value = setting.Write(options);
            var written = setting.IsNumber ? JsonNode.Parse(value) : JsonValue.Create(value);
            if (setting.Group.Length == 0)
            {
                document[setting.Member] = written;
            }
            else
            {
                document[setting.Group] ??= new JsonObject();
                document[setting.Group]![setting.Member] = written;
            }
        }

        return document.ToJsonString(DomainJson.Options);
    }

    private static T Read<T>(JsonMembers file, T otherwise, IReadOnlyList<Setting<T>> settings)
        where T : class
    {
        var options = otherwise;
        foreach (var group in settings.GroupBy(setting => setting.Group))
        {
            options = group.Key.Length == 0 ? ReadAll(file) : file.Optional(group.Key, at => at.Members(ReadAll), options) ?? options;

            T ReadAll(JsonMembers members) => group.Aggregate(
                options, (sofar, setting) => members.Optional(setting.Member, at => Read(at, sofar, setting), sofar));
        }

        return options;
    }

    private static T Read<T>(JsonCursor at, T options, Setting<T> setting)
        where T : class
    {
        var text = setting.IsNumber ? at.NumberText() : at.Text($"Write {setting.Allowed}, in quotes");
        if (text is null)
        {
            return options;
        }

        var read = setting.Read(options, text, out var problem);
        return read ?? at.Refuse<T?>(problem!.Found, problem.Fix) ?? options;
    }
}
