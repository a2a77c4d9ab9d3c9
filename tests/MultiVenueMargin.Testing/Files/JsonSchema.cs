using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MultiVenueMargin.Testing.Files;

/// <summary>
/// The part of JSON Schema 2020-12 that docs/schemas uses, written from its specification: small enough to read, so that the
/// schemas are checked against the readers without a package. A keyword that it does not know fails the test.
/// </summary>
public sealed class JsonSchema
{
    private static readonly string[] Silent = ["$schema", "title", "description", "$defs"];

    private readonly JsonObject _root;

    private JsonSchema(JsonObject root) => _root = root;

    public static JsonSchema Load(string name) =>
        new(JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Docs, "schemas", $"{name}.json")))!.AsObject());

    /// <summary>The first thing that is wrong; null when the text is valid.</summary>
    public string? FirstProblem(string json) => Check(_root, JsonNode.Parse(json), "$");

    private string? Check(JsonNode schema, JsonNode? value, string path)
    {
        foreach (var (keyword, rule) in schema.AsObject())
        {
            if (Check(schema.AsObject(), keyword, rule!, value, path) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private string? Check(JsonObject schema, string keyword, JsonNode rule, JsonNode? value, string path) => keyword switch
    {
        _ when Silent.Contains(keyword) => null,
        "$ref" => Check(_root["$defs"]![rule.GetValue<string>()["#/$defs/".Length..]]!, value, path),
        "type" => Types(rule).Contains(TypeOf(value)) || (TypeOf(value) == "integer" && Types(rule).Contains("number"))
            ? null
            : $"{path} is {TypeOf(value)}, not {rule.ToJsonString()}",
        "enum" => rule.AsArray().Any(each => JsonNode.DeepEquals(each, value)) ? null : $"{path} is {value?.ToJsonString()}, not one of {rule.ToJsonString()}",
        "const" => JsonNode.DeepEquals(rule, value) ? null : $"{path} is {value?.ToJsonString()}, not {rule.ToJsonString()}",
        "pattern" => value is not JsonValue || TypeOf(value) != "string" || Regex.IsMatch(value.GetValue<string>(), rule.GetValue<string>())
            ? null
            : $"{path} is {value.ToJsonString()}, not like {rule}",
        "minLength" => TypeOf(value) != "string" || value!.GetValue<string>().Length >= rule.GetValue<int>() ? null : $"{path} is too short",
        "maxLength" => TypeOf(value) != "string" || value!.GetValue<string>().Length <= rule.GetValue<int>() ? null : $"{path} is too long",
        "required" => value is JsonObject members
            ? rule.AsArray().Select(name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name)).Select(name => $"{path}.{name} is missing").FirstOrDefault()
            : null,
        "properties" => value is JsonObject members
            ? rule.AsObject().Where(each => members.ContainsKey(each.Key)).Select(each => Check(each.Value!, members[each.Key], $"{path}.{each.Key}")).FirstOrDefault(problem => problem is not null)
            : null,
        "additionalProperties" => value is JsonObject members ? CheckRest(schema, rule, members, path) : null,
        "propertyNames" => value is JsonObject members
            ? members.Select(each => Check(rule, JsonValue.Create(each.Key), $"{path}.{each.Key}")).FirstOrDefault(problem => problem is not null)
            : null,
        "items" => value is JsonArray items
            ? items.Select((item, at) => Check(rule, item, $"{path}[{at}]")).FirstOrDefault(problem => problem is not null)
            : null,
        "oneOf" => CountValid(rule, value, path) == 1 ? null : $"{path} is {CountValid(rule, value, path)} of the alternatives: {Nearest(rule, value, path)}",
        "anyOf" => CountValid(rule, value, path) > 0 ? null : $"{path} is none of the alternatives: {Nearest(rule, value, path)}",
        "if" => Check(rule, value, path) is null || schema["else"] is not { } otherwise ? null : Check(otherwise, value, path),
        "else" => null,
        _ => $"the schema uses {keyword}, which is not known here",
    };

    private string? CheckRest(JsonObject schema, JsonNode rule, JsonObject members, string path)
    {
        var known = schema["properties"]?.AsObject();
        var rest = members.Where(each => known?.ContainsKey(each.Key) != true);
        return rule is JsonValue
            ? rest.Select(each => $"{path}.{each.Key} is not known").FirstOrDefault()
            : rest.Select(each => Check(rule, each.Value, $"{path}.{each.Key}")).FirstOrDefault(problem => problem is not null);
    }

    private int CountValid(JsonNode alternatives, JsonNode? value, string path) =>
        alternatives.AsArray().Count(each => Check(each!, value, path) is null);

    /// <summary>The problem of the alternative that gets furthest.</summary>
    private string? Nearest(JsonNode alternatives, JsonNode? value, string path) => alternatives.AsArray()
        .Select(each => Check(each!, value, path))
        .Where(problem => problem is not null)
        .MaxBy(problem => problem!.Split(' ')[0].Length);

    private static IEnumerable<string> Types(JsonNode rule) =>
        rule is JsonArray several ? several.Select(each => each!.GetValue<string>()) : [rule.GetValue<string>()];

    private static string TypeOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => "string",
            System.Text.Json.JsonValueKind.Number => value.ToJsonString().All(char.IsAsciiDigit) ? "integer" : "number",
            _ => "boolean",
        },
    };
}
