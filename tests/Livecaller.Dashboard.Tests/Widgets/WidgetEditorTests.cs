using Bunit;
using Livecaller.Dashboard.Tests.Fakes;
using Livecaller.Dashboard.Widgets;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Tests.Widgets;

public sealed class WidgetEditorTests : DashboardContext
{
    [Fact]
    public void Colours_and_features_are_saved_and_a_colour_that_is_hard_to_read_is_told()
    {
        var app = Open("widget");
        app.WaitForElement("[data-lc-color=primary]").Input("#767676");
        app.WaitForAssertion(() => Assert.Equal("#767676", app.Find("[data-lc-sample] rect").GetAttribute("fill")));
        app.WaitForAssertion(() => Assert.Contains("4.5 : 1, easy", app.Find(".lc-sample").TextContent, StringComparison.Ordinal));

        app.WaitForElement("[data-lc-feature=callback]").Change(false);
        app.WaitForElement("[data-lc-look]").Submit();

        app.WaitForAssertion(() => Assert.Equal("#767676", Widgets.Widget.Settings.Theme.Variables.Colors.Primary));
        app.WaitForAssertion(() => Assert.Equal(["attachments", "audio", "transcript", "rating"], Widgets.Widget.Features));
    }

    [Fact]
    public void A_field_is_added_and_saved_in_its_order()
    {
        var app = Open("widget");
        app.WaitForElement("[data-lc-add-field]").Click();
        app.WaitForElement("[data-lc-field-label]").Change("Email");
        app.WaitForElement("[data-lc-field-name]").Change("email");
        app.WaitForElement("[data-lc-field-type]").Change("email");
        app.WaitForElement("[data-lc-form]").Submit();

        app.WaitForState(() => Widgets.Widget.Fields.Count > 0);
        var field = Assert.Single(Widgets.Widget.Fields);
        app.WaitForAssertion(() => Assert.Equal(("email", "Email", "email", 1), (field.Name, field.Label, field.Type, field.Order)));
    }

    [Fact]
    public async Task A_department_is_made_with_its_hours_and_a_fault_is_told()
    {
        var app = Open("widget");
        app.WaitForElement("[data-lc-add-department]").Click();
        app.WaitForElement("[data-lc-department=new]").Submit();
        app.WaitForAssertion(() => Assert.Equal("A name is needed.", app.Find("[data-lc-department=new] [role=alert] span").TextContent));

        app.WaitForElement("[data-lc-name]").Change("Sales");
        app.WaitForElement("[data-lc-always]").Change(false);
        app.WaitForElement("[data-lc-zone]").Change("Europe/Berlin");
        app.WaitForElement("[data-lc-day=tuesday]").Change("9-12, 13:00-18:00");
        app.WaitForElement("[data-lc-department=new]").Submit();

        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-department=new]")));
        var made = Assert.Single(await Departments.ListAsync(null, Xunit.TestContext.Current.CancellationToken));
        Assert.Equal(("Sales", "Europe/Berlin"), (made.DisplayName, made.TimeGroup!.Timezone));
        Assert.Equal([("tuesday", "09:00", "12:00"), ("tuesday", "13:00", "18:00")], made.TimeGroup.OpeningHours.Select(h => (h.Day, h.From, h.To)));
    }

    [Fact]
    public void Who_is_no_administrator_gets_no_editors() =>
        Assert.Empty(Open("widget", LivecallerRoles.Operator).FindAll("[data-lc-look], [data-lc-form], [data-lc-add-department]"));
}
