using Mediation.ServiceDefaults;

namespace Mediation.Identity.SignIn;

/// <summary>A text of the pages in both languages.</summary>
internal sealed record Words(string Zh, string En)
{
    internal string In(bool english) => english ? En : Zh;

    internal static readonly Words Suite = new("矛盾纠纷调解平台", "Mediation");
    internal static readonly Words SignIn = new("登录", "Sign in");
    internal static readonly Words Name = new("登录名", "Login name");
    internal static readonly Words Password = new("密码", "Password");
    internal static readonly Words CurrentPassword = new("当前密码", "Current password");
    internal static readonly Words NewPassword = new("新密码（至少12个字符）", "New password (at least 12 characters)");
    internal static readonly Words Repeat = new("再次输入新密码", "New password again");
    internal static readonly Words Continue = new("继续", "Continue");
    internal static readonly Words SecondFactor = new("二次验证", "Second factor");
    internal static readonly Words Code = new("验证器上的6位数字，或一个恢复码", "Six digits from your authenticator, or a recovery code");
    internal static readonly Words NewCode = new("验证器上显示的6位数字", "The six digits it shows");
    internal static readonly Words ChangePassword = new("修改密码", "Change password");
    internal static readonly Words Account = new("我的账号", "My account");
    internal static readonly Words SignOut = new("退出登录", "Sign out");
    internal static readonly Words SignOutEverywhere = new("在所有设备上退出", "Sign out everywhere");
    internal static readonly Words SignedOut = new("已退出登录。", "You are signed out.");
    internal static readonly Words Saved = new("已保存。", "Saved.");
    internal static readonly Words Error = new("请更正后再试", "Please correct this");
    internal static readonly Words TurnOn = new("启用", "Turn on");
    internal static readonly Words TurnOff = new("停用二次验证", "Turn the second factor off");
    internal static readonly Words SecondFactorIsOn = new(
        "二次验证已启用。", "The second factor is on.");
    internal static readonly Words AddKey = new(
        "在验证器应用中添加此密钥，或在手机上打开链接：", "Add this key to your authenticator app, or open the link on your phone:");
    internal static readonly Words OpenInApp = new(
        "在验证器中打开", "Open in the authenticator");
    internal static readonly Words KeepCodes = new(
        "请保存这些恢复码，每个只能使用一次，今后不再显示：", "Keep these recovery codes; each works once, and they are not shown again:");
    internal static readonly Words MustChange = new(
        "密码由他人设置，请先修改。", "Somebody else chose your password; change it first.");

    internal static readonly Words Refused = new(
        "登录名或密码有误，或账号暂时锁定。", "The name or password is wrong, or the account is locked for a while.");

    internal static readonly Words CodeRefused = new(
        "验证码有误，或账号暂时锁定。", "The code is wrong, or the account is locked for a while.");
    internal static readonly Words NotTheSame = new("两次输入的新密码不一致。", "The two new passwords differ.");
    internal static readonly Words TooSimple = new(
        "新密码至少12个字符，且不得为常见密码。", "The new password needs 12 characters and must not be a common one.");
    internal static readonly Words TooMany = new("尝试次数过多，请稍后再试。", "Too many attempts; try again later.");
    internal static readonly Words FormExpired = new("页面已失效，请返回重试。", "This form has expired; go back and try again.");

    /// <summary>The language chosen by link, else the browser's; Chinese where neither says.</summary>
    internal static bool English(HttpContext http) =>
        (http.Request.Query["lang"].FirstOrDefault() ?? http.Request.Cookies[Page.LanguageCookie]) is { } chosen ? chosen == "en" : Problem.PrefersEnglish(http);
}
