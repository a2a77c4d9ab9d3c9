using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Cli.Evaluation;

/// <summary>Reports as documents: docs/schemas/report.json.</summary>
internal static class ReportJson
{
    public const string Schema = "mvm-report/1";

    public const string WhatIfSchema = "mvm-what-if-report/1";

    public static string Of(MarginReport report, Outlook? outlook) => outlook is null
        ? DomainJson.Document(Schema, report)
        : DomainJson.Document(
            Schema, report, ("distances", outlook.Distances), ("call_amounts", outlook.CallAmounts));

    public static string Of(WhatIfReport report) => DomainJson.Document(
        WhatIfSchema,
        [("passes", report.Passes), ("reasons", report.Reasons), ("before", report.Before), ("after", report.After)]);
}
