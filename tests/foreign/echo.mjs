// An echo bot on grammY, as its documentation writes one. Arguments: token, address of the API, and for a
// webhook its port and secret.
import { createServer } from "node:http";
import { Bot, InlineKeyboard, webhookCallback } from "grammy";

const [token, apiRoot, port, secret] = process.argv.slice(2);
const bot = new Bot(token, { client: { apiRoot } });
const keyboard = new InlineKeyboard().text("Ja", "yes").text("Nei", "no");

bot.command("start", (ctx) => ctx.reply("Hei <b>der</b>", { parse_mode: "HTML", reply_markup: keyboard }));
bot.on("callback_query:data", async (ctx) => {
  await ctx.answerCallbackQuery({ text: "OK" });
  await ctx.editMessageText(`Du valgte ${ctx.callbackQuery.data}`);
});
bot.on("message:text", (ctx) => ctx.reply(ctx.message.text));
bot.catch((error) => console.error(String(error.error)));

if (port) {
  const handle = webhookCallback(bot, "http", { secretToken: secret });
  createServer(handle).listen(Number(port), "127.0.0.1", async () => {
    await bot.api.setWebhook(`http://127.0.0.1:${port}/`, { secret_token: secret });
  });
} else {
  await bot.start();
}
